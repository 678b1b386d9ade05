// The panel: which thing is open, its neighbours, and how it is opened and closed.
let opened = null; // the anchor shown in the panel
let from = null; // where the focus returns to

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
    const part = cell.closest("[data-outline]");
    if (part && part.hidden) pick(part.dataset.outline);
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  for (const [id, step] of [["back", -1], ["on", 1]]) {
    const next = found && letter[found.list][found.at + step];
    $(id).disabled = !next;
    $(id).onclick = next ? () => open(next.anchor) : null;
  }
  return true;
}
function unfold() {
  $("panel").hidden = false;
  document.body.classList.add("open");
}
function open(anchor) {
  if (!/^[lfvr]-[0-9a-f]{10}(-[\w.]+)?$/.test(anchor)) return;
  opened = anchor;
  if (!show(anchor)) {
    opened = null;
    return;
  }
  unfold();
  if (location.hash !== `#${anchor}`) history.replaceState(null, "", `#${anchor}`);
  $("panel-title").focus({ preventScroll: true });
}
function showPlace(place, ids) { // the letters of a place, and a way to see them alone
  opened = null;
  const listed = ids.map((id) => load(id)).filter(Boolean);
  const alone = el("button", { type: "button", class: "own", on: () => { only = { name: place, ids: new Set(ids) }; filter(); } }, say("ui.only_these"));
  $("content").replaceChildren(title(place), el("p", {}, alone), ...listed.map((letter) => el("p", {},
    go(letter.name, letter.anchor),
    ` · ${say(`kind.${letter.kind}`)} · ${letter.score === null ? say("content.missing") : percent(letter.score)} · ${letter.file}`)));
  for (const id of ["back", "on"]) $(id).disabled = true;
  unfold();
  $("panel-title").focus({ preventScroll: true });
}
function close() {
  $("panel").hidden = true;
  document.body.classList.remove("open");
  opened = null;
  for (const cell of all(".current")) cell.classList.remove("current");
  history.replaceState(null, "", location.pathname + location.search);
  if (from) from.focus();
}
$("close").addEventListener("click", close);
onLanguage.push(() => { if (opened) show(opened); });
