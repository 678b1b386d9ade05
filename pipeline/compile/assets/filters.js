// Search, filters, sorting, and which outline is shown.
const collator = new Intl.Collator("vi", { numeric: true });
const fold = (text) =>
  text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

const letters = new Map(all("#letters tbody tr").map((row) => [row.dataset.letter, row]));
const words = new Map([...letters].map(([id, row]) => [id, fold(row.textContent)]));
const rows = all("tr[data-letter]").map((row) => ({
  row, letter: letters.get(row.dataset.letter), own: fold(row.textContent),
}));
let only = null; // letters of a place picked on the map: { name, ids }

const STATE = {
  "": () => true,
  doubts: (told) => told.doubts !== "0",
  unread: (told) => told.unread !== "0",
  none: (told) => told.doubts === "0",
};
function filter() {
  const asked = fold($("find").value).split(/\s+/).filter(Boolean);
  const [kind, province, state] = ["kind", "province", "doubt"].map((id) => $(id).value);
  const fits = new Set();
  for (const [id, letter] of letters) {
    const told = letter.dataset;
    if ((!kind || told.kind === kind) && (!province || told.province === province)
      && (!only || only.ids.has(id)) && STATE[state](told)) fits.add(id);
  }
  const shown = new Set();
  for (const { row, letter, own } of rows) {
    const id = row.dataset.letter;
    const text = `${own} ${words.get(id)}`;
    row.hidden = !fits.has(id) || !asked.every((word) => text.includes(word));
    if (row === letter && !row.hidden) shown.add(id);
  }
  for (const mark of all(".mark[data-open], .node[data-open]")) {
    mark.classList.toggle("faint", !shown.has(mark.dataset.open));
  }
  for (const tile of all(".tile:not([aria-disabled])")) {
    tile.classList.toggle("faint", !tile.dataset.files.split(" ").some((id) => shown.has(id)));
  }
  const place = only ? ` · ${only.name}` : "";
  $("shown").textContent = `${shown.size}/${letters.size} ${say("ui.shown")}${place}`;
  $("reset").hidden = !(asked.length || kind || province || state || only);
}
const FILTERS = ["find", "kind", "province", "doubt"];
for (const id of FILTERS) $(id).addEventListener("input", filter);
$("reset").addEventListener("click", () => {
  for (const id of FILTERS) $(id).value = "";
  only = null;
  filter();
  $("find").focus();
});
function pick(outline) {
  if ($("outline")) $("outline").value = outline;
  for (const part of all("[data-outline]")) part.hidden = part.dataset.outline !== outline;
}
if ($("outline")) $("outline").addEventListener("input", () => pick($("outline").value));

for (const head of all("th[data-sort]")) {
  const button = head.querySelector(".sort");
  button.addEventListener("click", () => {
    const body = head.closest("table").tBodies[0];
    const at = head.cellIndex;
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const value = (row) => row.cells[at].dataset.v ?? row.cells[at].textContent;
    const number = (text) => (text === "" ? Number.NaN : Number(text));
    const compare = (a, b) => {
      const [x, y] = [number(value(a)), number(value(b))];
      if (head.dataset.sort !== "number") return collator.compare(value(a), value(b)) * (down ? -1 : 1);
      if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) - Number.isNaN(y); // unknown last
      return down ? y - x : x - y;
    };
    body.append(...[...body.rows].sort(compare));
  });
}
