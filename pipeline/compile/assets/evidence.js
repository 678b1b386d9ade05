// What the panel shows of a letter: its elements, built from data.
const TITLES = JSON.parse($("titles").textContent);
const percent = (share) => (share === null || share === undefined ? "" : `${Math.round(share * 100)} %`);
const date = (iso) => (/^\d{4}-\d\d(-\d\d)?$/.test(iso || "") ? iso.split("-").reverse().join("/") : iso);

function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === "class") node.className = value;
    else if (name === "on") node.addEventListener("click", value);
    else if (value !== null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}
const loaded = new Map();
function load(id) {
  if (!loaded.has(id)) {
    const source = $(`data-${id}`);
    loaded.set(id, source ? JSON.parse(source.textContent) : null);
  }
  return loaded.get(id);
}
const letterOf = (anchor) => `l-${anchor.split("-")[1]}`;

function cutout(letter, place) {
  if (!place.cut) return null;
  const strip = letter.strips[place.cut.strip];
  const [x0, y0, x1, y1] = place.cut.box.map((v) => v * 100);
  const low = place.cut.open ? 0 : 4; // what is cut short stays within the strip
  const box = el("div", { class: place.cut.open ? "box open" : "box" });
  Object.assign(box.style, {
    left: `calc(${x0}% - 5px)`, top: `calc(${y0}% - 4px)`,
    width: `calc(${x1 - x0}% + 10px)`, height: `calc(${y1 - y0}% + ${4 + low}px)`,
  });
  const alt = `${say("col.page")} ${strip.page}`;
  const picture = el("img", { src: strip.uri, alt, width: strip.width, height: strip.height });
  const frame = el("div", { class: "cutout", tabindex: "0", role: "group", "aria-label": alt }, el("div", { class: "sheet" }, picture, box));
  requestAnimationFrame(() => {
    frame.scrollTop = (y0 / 100) * frame.scrollHeight - frame.clientHeight / 3;
  });
  return frame;
}
function evidence(letter, place) {
  const caption = place.page ? `${say("col.page")} ${place.page}` : "";
  const picture = cutout(letter, place);
  const context = place.context
    ? el("blockquote", {}, place.context[0], el("mark", {}, place.context[1]), place.context[2])
    : null;
  const quote = place.quote && !context ? el("blockquote", {}, place.quote) : null;
  const nothing = picture || context ? null : el("figcaption", {}, say(letter.strips.length ? "ui.not_cut" : "ui.no_picture"));
  return el("figure", {}, quote, context, picture, nothing, el("figcaption", {}, caption));
}
const chip = (text, kind = "") => el("span", { class: `chip ${kind}` }, text);
const doubt = (found) => (found.review ? chip(`? ${say("legend.review")}`, "doubt") : null);
const sure = (found) => chip(`${say("col.confidence")} ${percent(found.confidence)}`);
const heading = (text) => el("h3", {}, text);
const go = (text, anchor) => el("button", { type: "button", class: "link", on: () => open(anchor) }, text);
const title = (text) => el("h2", { id: "panel-title", tabindex: "-1" }, text);
const sender = (letter) => el("p", {}, go(letter.name, letter.anchor), ` · ${letter.file}`);
const own = (letter, at = "") => // the letter's page, at the place
  letter.own ? el("p", {}, el("a", { class: "own", href: `${letter.own}${chosen()}${at ? `#${at}` : ""}` }, say("ui.own_page"))) : null;

function showItem(letter, item) {
  const found = item.evidence.map((place) => evidence(letter, place));
  return [
    title(`${item.id}. ${TITLES[letter.outline][item.id]}`), sender(letter),
    el("p", {},
      chip(say(`content.${item.state}`), `c-${item.state}`), chip(say(`heading.${item.heading}`)),
      item.moved ? chip(say("moved")) : null, sure(item),
      item.source === "corrected" ? chip(say("source.corrected")) : null, doubt(item)),
    item.state === "unread" ? el("p", {}, say("content.unread.long")) : null,
    item.why ? el("p", {}, `${say("col.why")}: ${item.why}`) : null,
    item.printed_heading ? el("p", {}, `${say("col.printed")}: “${item.printed_heading}”`) : null,
    heading(say("ui.evidence")),
    ...(found.length ? found : [el("p", { class: "note" }, say("ui.no_evidence"))]),
    own(letter, `item-${encodeURIComponent(item.id)}`),
  ];
}
const valueText = (field) => {
  const text = field.name.endsWith("date") ? date(field.value) : field.value;
  return text || `(${say(`source.${field.source}`)})`;
};
function showField(letter, field) {
  return [
    title(say(`field.${field.name}`)), sender(letter), el("p", { class: "big" }, valueText(field)),
    el("p", {}, chip(say(`source.${field.source}`)), sure(field), doubt(field)),
    field.why ? el("p", {}, `${say("col.why")}: ${field.why}`) : null,
    heading(say("col.raw")), evidence(letter, { ...field, quote: field.raw }),
    own(letter, `field-${field.name}`),
  ];
}
function showReference(letter, reference) {
  const told = [reference.type, reference.symbol, date(reference.date), reference.issuer];
  return [
    title(reference.symbol || reference.name || reference.raw), sender(letter),
    el("p", {}, told.filter(Boolean).join(" · ")), el("p", {}, sure(reference)),
    ...reference.findings.map((finding) => el("p", {}, chip(finding, "doubt"))),
    el("blockquote", {}, reference.raw), heading(say("ui.places")),
    ...reference.places.map((place) => evidence(letter, place)),
    own(letter, `ref-${letter.references.indexOf(reference)}`),
  ];
}
function pairs(lines) {
  const cells = (line) => el("tr", {}, ...line.map((cell) => el("td", {}, cell)));
  return el("table", { class: "pairs" }, el("tbody", {}, ...lines.map(cells)));
}
const missing = (field) => field.source === "absent" && !field.review;
function showLetter(letter) {
  const absent = letter.fields.filter(missing).map((field) => say(`field.${field.name}`));
  const errors = letter.errors.map((error) =>
    el("p", {}, chip(`${error.page ? say("doubt.page", error) : say("doubt.file")}: ${error.message}`, "doubt")));
  const via = letter.via.map((link) => el("div", {},
    el("p", {}, [say(`how.${link.how}`), link.through, "→", link.decision].filter(Boolean).join(" ")),
    evidence(letter, link)));
  const cites = Object.entries(letter.cites).map(([decision, verdict]) =>
    [say("col.cites", { decision }), say(`cite.${verdict}`)]);
  return [
    title(letter.name), el("p", {}, letter.file),
    el("p", {}, chip(say(`kind.${letter.kind}`)), chip(say(`status.${letter.status}`)),
      letter.score === null ? null : chip(`${say("col.score")} ${percent(letter.score)}`),
      letter.stale ? chip(say("stale_score"), "doubt") : null,
      letter.order_changed ? chip(say("order_changed")) : null),
    own(letter), ...errors,
    pairs(letter.fields.filter((field) => !missing(field)).map((field) => [
      say(`field.${field.name}`),
      el("span", {}, go(valueText(field), field.anchor),
        field.source === "read" || !field.value ? "" : ` (${say(`source.${field.source}`)})`,
        field.review ? " ?" : ""),
    ])),
    absent.length ? el("p", { class: "hint" }, `${say("ui.absent")}: ${absent.join(", ")}`) : null,
    heading(say("ui.chain")), cites.length ? pairs(cites) : el("p", {}, say("ui.empty")), ...via,
    heading(say("sheet.references")),
    ...letter.references.map((r) => el("p", {}, go(r.symbol || r.name || r.raw, r.anchor), ` × ${r.mentions}`)),
    letter.extra.length ? heading(say("ui.extra")) : null,
    ...letter.extra.map((extra) => el("p", {}, `${extra.title} (${say("col.page")} ${extra.page})`)),
  ];
}
