// A box on the page and its entry in the list find each other, by pointer and by key.
import { $, all } from "./dom.js";

const STEPS = [50, 75, 100, 125, 150, 200, 300];
let scale = 2;
let current = null; // the mark that was gone to last
export const marksOf = (entry) => all(`.mark[data-entry="${CSS.escape(entry)}"], [id^="at-"][data-entry="${CSS.escape(entry)}"]`);

function bring(node) { // into the middle of its own pane, leaving the other pane where it is
  const pane = node.closest("#pages, #list");
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

export function light(entry, mark = null) { // the entry and all its places; one of them is asked for
  for (const node of all(".lit, .here")) node.classList.remove("lit", "here");
  if (!entry) return;
  for (const node of marksOf(entry)) node.classList.add("lit");
  $(entry)?.classList.add("lit");
  mark?.classList.add("here");
  current = mark;
}

function reveal(node) { // text that is folded away has no place to scroll to
  const folded = node.closest("details");
  if (folded) folded.open = true;
}

export function toEntry(entry, mark = null) {
  const node = $(entry);
  if (!node) return;
  light(entry, mark);
  bring(node);
  node.focus({ preventScroll: true });
}

export function toMark(mark, take = true) {
  reveal(mark);
  light(mark.dataset.entry, mark);
  bring(mark);
  if (take) mark.focus({ preventScroll: true });
}

export function go(anchor) {
  const node = anchor && $(anchor);
  if (!node) return;
  if (node.dataset.entry) toMark(node);
  else if (node.classList.contains("entry")) {
    const mark = marksOf(anchor)[0] || null;
    if (mark) toMark(mark, false);
    toEntry(anchor, mark);
  } else {
    light("");
    node.scrollIntoView({ block: "start" });
  }
}

function zoom(step) { // the pages' width in percent of the pane
  scale = Math.min(STEPS.length - 1, Math.max(0, scale + step));
  for (const sheet of all(".sheet")) sheet.style.width = `${STEPS[scale]}%`;
  $("scale").textContent = `${STEPS[scale]} %`;
  $("smaller").disabled = scale === 0;
  $("larger").disabled = scale === STEPS.length - 1;
}

const ARROWS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
function walk(event) { // on a box the arrows go to the next one, Esc back to its entry
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, select, textarea, button, .words")) return;
  const box = event.target.closest(".mark");
  if (box && ARROWS[event.key]) {
    const boxes = all(".mark");
    const next = boxes[boxes.indexOf(current || box) + ARROWS[event.key]];
    if (next) toMark(next);
    event.preventDefault();
  } else if (box && (event.key === "Escape" || event.key === "Enter")) {
    event.preventDefault();
    toEntry(box.dataset.entry, box);
  }
  const along = { j: 1, k: -1 }[event.key];
  if (!along) return;
  const entries = all(".entry");
  const at = entries.indexOf(event.target.closest(".entry") || document.querySelector(".entry.lit"));
  if (entries[at + along]) go(entries[at + along].id);
}

export function listen() {
  document.addEventListener("keydown", walk);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('#desk a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    const mark = link.dataset.mark && $(link.dataset.mark);
    if (mark) toMark(mark);
    else if (link.classList.contains("mark")) toEntry(link.dataset.entry, link);
    else go(decodeURIComponent(link.getAttribute("href").slice(1)));
  });
  document.addEventListener("pointerover", (event) => { // the words under the pointer say what a box is
    const mark = event.target.closest?.("svg .mark");
    if (mark) light(mark.dataset.entry, mark);
  });
  $("smaller").addEventListener("click", () => zoom(-1));
  $("larger").addEventListener("click", () => zoom(1));
  $("boxes").addEventListener("input", () => $("pages").classList.toggle("plain", !$("boxes").checked));
}
