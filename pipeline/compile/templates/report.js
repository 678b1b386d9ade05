"use strict";
// Letters' words only ever reach the page as text (textContent), never as markup.
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const LABELS = JSON.parse($("labels").textContent);
  const TITLES = JSON.parse($("titles").textContent);
  const root = document.documentElement;
  const collator = new Intl.Collator("vi", { numeric: true });
  let opened = null; // the anchor shown in the panel
  let from = null; // where the focus returns to

  const lang = () => (root.lang === "en" ? 1 : 0);
  const say = (key, details = {}) => {
    const words = key in LABELS ? LABELS[key][lang()] : key.slice(key.indexOf(".") + 1);
    return words.replace(/\{(\w+)\}/g, (_, name) => details[name] ?? "");
  };
  const percent = (share) => (share === null || share === undefined ? "" : `${Math.round(share * 100)} %`);
  const date = (iso) => (/^\d{4}-\d\d(-\d\d)?$/.test(iso || "") ? iso.split("-").reverse().join("/") : iso);
  const fold = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

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

  // --- language, theme, tabs ----------------------------------------------------------
  function speak(code) {
    root.lang = code;
    for (const node of all("[data-l]")) {
      node.textContent = say(node.dataset.l, node.dataset.p ? JSON.parse(node.dataset.p) : {});
    }
    for (const node of all("[data-l-title]")) {
      node.title = say(node.dataset.lTitle);
      if (node.hasAttribute("aria-label")) node.setAttribute("aria-label", node.title);
    }
    $("find").placeholder = say("ui.search");
    $("find").setAttribute("aria-label", say("ui.search"));
    for (const node of all("i[data-vi]")) node.textContent = node.dataset[code];
    name();
    document.title = say("title");
    filter();
    if (opened) show(opened);
  }
  function name() { // what a screen reader says of a cell
    for (const table of all(".heat")) {
      const items = [...table.tHead.rows[0].cells].map((cell) => cell.title.split(" ")[0]);
      for (const cell of all("td[data-h]", table)) {
        const content = ["none", "thin", "full"][cell.dataset.v];
        const doubt = cell.classList.contains("doubt") ? [say("legend.review")] : [];
        const told = [`${items[cell.cellIndex]} ${say(`content.${content}`)}`, say(`heading.${cell.dataset.h}`)];
        cell.setAttribute("aria-label", [...told, ...doubt].join(", "));
      }
    }
  }
  const tabs = all('[role="tab"]');
  function choose(tab) {
    for (const other of tabs) {
      const chosen = other === tab;
      other.setAttribute("aria-selected", String(chosen));
      other.tabIndex = chosen ? 0 : -1;
      $(other.getAttribute("aria-controls")).hidden = !chosen;
    }
  }
  tabs.forEach((tab, at) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(at + step + tabs.length) % tabs.length];
      choose(next);
      next.focus();
    });
  });
  $("language").addEventListener("click", () => speak(lang() ? "vi" : "en"));
  $("theme").addEventListener("click", () => {
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    root.dataset.theme = (root.dataset.theme || system) === "dark" ? "light" : "dark";
  });

  // --- search, filters, sorting ---------------------------------------------------------
  const letters = new Map();
  for (const row of all("#letters tbody tr")) letters.set(row.dataset.letter, row);
  const rows = all("tr[data-letter]").map((row) => ({
    row, letter: letters.get(row.dataset.letter), words: fold(row.textContent),
  }));
  const words = new Map([...letters].map(([id, row]) => [id, fold(row.textContent)]));
  function filter() {
    const asked = fold($("find").value).split(/\s+/).filter(Boolean);
    const kind = $("kind").value;
    const doubtful = $("only-doubts").checked;
    let shown = 0;
    for (const { row, letter, words: own } of rows) {
      const text = `${own} ${words.get(row.dataset.letter)}`;
      const match = (!kind || letter.dataset.kind === kind)
        && (!doubtful || letter.dataset.doubts !== "0")
        && asked.every((word) => text.includes(word));
      row.hidden = !match;
      if (match && row === letter) shown += 1;
    }
    $("shown").textContent = `${shown}/${letters.size} ${say("ui.shown")}`;
  }
  for (const id of ["find", "kind", "only-doubts"]) $(id).addEventListener("input", filter);

  for (const head of all("th[data-sort]")) {
    head.querySelector(".sort").title = head.title || say("ui.sort");
    head.querySelector(".sort").addEventListener("click", () => {
      const body = head.closest("table").tBodies[0];
      const at = head.cellIndex;
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = (row) => row.cells[at].dataset.v ?? row.cells[at].textContent;
      const compare = head.dataset.sort === "number"
        ? (a, b) => Number(value(a)) - Number(value(b))
        : (a, b) => collator.compare(value(a), value(b));
      const sorted = [...body.rows].sort((a, b) => (down ? compare(b, a) : compare(a, b)));
      body.append(...sorted);
    });
  }

  // --- the panel ----------------------------------------------------------------------------
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
    const frame = el("div", { class: "cutout", tabindex: "0" }, el("div", { class: "sheet" }, picture, box));
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

  function showItem(letter, item) {
    const found = item.evidence.map((place) => evidence(letter, place));
    return [
      title(`${item.id}. ${TITLES[letter.outline][item.id]}`), sender(letter),
      el("p", {},
        chip(say(`content.${item.content}`), `c-${item.content}`), chip(say(`heading.${item.heading}`)),
        item.moved ? chip(say("moved")) : null, sure(item),
        item.source === "corrected" ? chip(say("source.corrected")) : null, doubt(item)),
      item.why ? el("p", {}, `${say("col.why")}: ${item.why}`) : null,
      item.printed_heading ? el("p", {}, `${say("col.printed")}: “${item.printed_heading}”`) : null,
      heading(say("ui.evidence")),
      ...(found.length ? found : [el("p", { class: "note" }, say("ui.no_evidence"))]),
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
      ...errors,
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
  function find(letter, anchor) {
    for (const list of ["items", "fields", "references"]) {
      const at = letter[list].findIndex((entry) => entry.anchor === anchor);
      if (at >= 0) return { list, at, entry: letter[list][at] };
    }
    return null;
  }
  const SHOW = { items: showItem, fields: showField, references: showReference };
  function show(anchor) {
    const letter = load(letterOf(anchor));
    if (!letter) return false;
    const found = find(letter, anchor);
    const parts = found ? SHOW[found.list](letter, found.entry) : showLetter(letter);
    $("content").replaceChildren(...parts.filter(Boolean));
    $("content").scrollTop = 0;
    for (const cell of all(".current")) cell.classList.remove("current");
    const cell = found && found.list === "items" ? $(anchor) : null;
    if (cell) {
      cell.classList.add("current");
      cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    for (const [id, step] of [["back", -1], ["on", 1]]) {
      const next = found && letter[found.list][found.at + step];
      $(id).disabled = !next;
      $(id).onclick = next ? () => open(next.anchor) : null;
    }
    return true;
  }
  function open(anchor) {
    if (!/^[lfvr]-[0-9a-f]{10}(-[\w.]+)?$/.test(anchor)) return;
    $("panel").hidden = false;
    document.body.classList.add("open");
    opened = anchor;
    if (!show(anchor)) return close();
    if (location.hash !== `#${anchor}`) history.replaceState(null, "", `#${anchor}`);
    $("panel-title").focus({ preventScroll: true });
  }
  function close() {
    $("panel").hidden = true;
    document.body.classList.remove("open");
    opened = null;
    for (const cell of all(".current")) cell.classList.remove("current");
    history.replaceState(null, "", location.pathname);
    if (from) from.focus();
  }
  $("close").addEventListener("click", close);

  // --- keys: arrows walk the grid, Enter opens, Esc closes ------------------------------------
  for (const body of all(".heat tbody")) {
    const first = body.querySelector("[tabindex]");
    if (first) first.tabIndex = 0;
  }
  function walk(cell, event) {
    const across = { ArrowRight: 1, ArrowLeft: -1 }[event.key] || 0;
    const down = { ArrowDown: 1, ArrowUp: -1 }[event.key] || 0;
    if (!across && !down) return;
    let row = cell.parentNode;
    let at = cell.cellIndex + across;
    do {
      if (down) row = down > 0 ? row.nextElementSibling : row.previousElementSibling;
      while (across && row.cells[at] && !row.cells[at].hasAttribute("tabindex")) at += across;
    } while (row && row.hidden);
    const next = row && row.cells[at];
    if (!next || !next.hasAttribute("tabindex")) return;
    cell.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    event.preventDefault();
    if (opened && next.dataset.open) { opened = next.dataset.open; show(opened); }
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !$("panel").hidden) close();
    const cell = event.target.closest("[data-open]");
    if (!cell) return;
    if (event.key === "Enter") { from = cell; open(cell.dataset.open); }
    else if (cell.closest(".heat")) walk(cell, event);
  });
  document.addEventListener("click", (event) => {
    const cell = event.target.closest("[data-open]");
    if (!cell) return;
    from = cell;
    open(cell.dataset.open);
  });
  function follow() {
    const anchor = location.hash.slice(1);
    const tab = tabs.find((each) => each.id === anchor);
    if (tab) choose(tab);
    else if (anchor) open(anchor);
  }
  addEventListener("hashchange", follow);
  name();
  filter();
  follow();
})();
