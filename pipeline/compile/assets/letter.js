// A letter's page: a box and its entry find each other, by pointer and by key.
const scroller = (node) => node.closest("#pages, #list");

function bring(node) { // into the middle of its own pane, leaving the other pane where it is
  const pane = scroller(node);
  if (!pane || pane.scrollHeight <= pane.clientHeight + 1) {
    node.scrollIntoView({ block: "center" });
    return;
  }
  const [inner, outer] = [node.getBoundingClientRect(), pane.getBoundingClientRect()];
  pane.scrollBy({
    top: inner.top - outer.top - Math.max(48, (outer.height - inner.height) / 2),
    left: inner.left - outer.left - Math.max(8, (outer.width - inner.width) / 2),
  });
}
// Where there is no picture, a mark is an empty element where it begins, and the words that follow
// name all marks that hold them.
const held = (node) => (node.dataset.marks || node.id).split(" ").filter(Boolean);
const entryOf = (id) => id.slice(3, id.lastIndexOf("-"));
const parts = (mark) => all("[data-marks]").filter((node) => held(node).includes(mark.id));
const seen = (mark) => (mark.namespaceURI.endsWith("svg") ? mark : parts(mark)[0] || mark);
let current = null; // the mark that was gone to last
function light(entry, mark) { // the entry and all its places; one of them is the place asked for
  for (const node of all(".lit, .here")) node.classList.remove("lit", "here");
  for (const node of all(".mark")) node.classList.toggle("lit", held(node).some((id) => entryOf(id) === entry));
  if ($(entry)) $(entry).classList.add("lit");
  if (mark) for (const node of [mark, ...parts(mark)]) node.classList.add("here");
  current = mark;
}
function reveal(node) { // text that is folded away has no place to scroll to
  const folded = node.closest("details");
  if (folded) folded.open = true;
}
function toEntry(entry, mark) {
  const node = $(entry);
  if (!node) return;
  light(entry, mark);
  bring(node);
  node.focus({ preventScroll: true });
}
function toMark(mark) {
  const shown = seen(mark);
  reveal(shown);
  light(mark.dataset.entry, mark);
  bring(shown);
  shown.focus({ preventScroll: true });
}
function go(anchor) {
  const node = anchor && $(anchor);
  if (!node) return;
  if (node.dataset.entry) toMark(node);
  else if (node.classList.contains("entry")) {
    const place = node.querySelector("[data-mark]");
    const mark = place && $(place.dataset.mark);
    if (mark) {
      reveal(seen(mark));
      bring(seen(mark));
    }
    toEntry(anchor, mark);
  } else {
    light("");
    node.scrollIntoView({ block: "start" });
  }
}
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (!link) return;
  event.preventDefault();
  const anchor = decodeURIComponent(link.getAttribute("href").slice(1));
  history.replaceState(null, "", `#${encodeURIComponent(anchor)}`);
  if (link.dataset.entry) toEntry(anchor, $(held(link)[0]));
  else go(anchor);
});

// Keys: on a box the arrows go to the next one, Esc back to its entry; J and K walk the entries.
const boxes = all("[data-entry][id]");
const entries = all(".entry");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, select")) return;
  const box = event.target.closest("[data-entry]");
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (box && step) {
    const next = boxes[boxes.indexOf(current || $(held(box)[0])) + step];
    if (next) toMark(next);
    event.preventDefault();
  } else if (box && event.key === "Escape") {
    const mark = current || $(held(box)[0]);
    toEntry(mark.dataset.entry, mark);
  }
  const along = { j: 1, k: -1 }[event.key];
  if (along) {
    const at = entries.indexOf(event.target.closest(".entry") || document.querySelector(".entry.lit"));
    const next = entries[at + along];
    if (next) go(next.id);
  }
});

// Zoom: the pages' width in percent of the pane.
const STEPS = [50, 75, 100, 125, 150, 200, 300];
let scale = 2;
function zoom(step) {
  scale = Math.min(STEPS.length - 1, Math.max(0, scale + step));
  for (const sheet of all(".sheet")) sheet.style.width = `${STEPS[scale]}%`;
  $("scale").textContent = `${STEPS[scale]} %`;
  $("smaller").disabled = scale === 0;
  $("larger").disabled = scale === STEPS.length - 1;
}
$("smaller").addEventListener("click", () => zoom(-1));
$("larger").addEventListener("click", () => zoom(1));
$("boxes").addEventListener("input", () => $("pages").classList.toggle("plain", !$("boxes").checked));
for (const mark of all("svg .mark")) { // the words under the pointer say what a box is
  mark.addEventListener("pointerenter", () => light(mark.dataset.entry, mark));
}
const follow = () => go(decodeURIComponent(location.hash.slice(1)));
addEventListener("hashchange", follow);
begin();
follow();
