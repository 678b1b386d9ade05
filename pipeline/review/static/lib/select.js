// Selecting words on the picture of a page: by dragging, or with the arrow keys and Shift.
import { ask, letter } from "./api.js";
import { all, el, notice } from "./dom.js";
import { say } from "./words.js";

const loaded = new Map(); // page → its words, or a promise of them
const AROUND = 0.004; // of the page: evidence is drawn a little around its words

function words(sha256, page) {
  if (!loaded.has(page)) {
    loaded.set(page, ask(letter(sha256, `/words/${page}`)).then((found) => found.words, () => []));
  }
  return loaded.get(page);
}

// The word at a point, or the nearest one: lines first, as people aim at lines.
function nearest(list, x, y) {
  let best = -1;
  let least = Infinity;
  list.forEach(({ box: [x0, y0, x1, y1] }, at) => {
    const across = Math.max(x0 - x, 0, x - x1);
    const down = Math.max(y0 - y, 0, y - y1);
    const far = across + 6 * down;
    if (far < least) [best, least] = [at, far];
  });
  return best;
}

// How much of the lower of two words stands beside the other, 0 to 1.
function beside({ box: [, a0, , a1] }, { box: [, b0, , b1] }) {
  return (Math.min(a1, b1) - Math.max(a0, b0)) / Math.max(1e-6, Math.min(a1 - a0, b1 - b0));
}

// From one word to another: along a printed line straight across, whatever the columns' order;
// over several lines in reading order.
export function between(list, from, to) {
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  const run = list.slice(first, last + 1);
  if (beside(list[from], list[to]) < 0.5) return run;
  const edges = [list[from].box, list[to].box];
  const [left, right] = [Math.min(edges[0][0], edges[1][0]), Math.max(edges[0][2], edges[1][2])];
  const middle = ({ box: [x0, , x1] }) => (x0 + x1) / 2;
  const along = list.filter((word) => left <= middle(word) && middle(word) <= right
    && Math.max(beside(word, list[from]), beside(word, list[to])) >= 0.5);
  return along.sort((a, b) => a.box[0] - b.box[0]);
}

export function evidence(page, list) {
  const boxes = list.map((word) => word.box);
  const least = (at) => Math.max(0, Math.min(...boxes.map((box) => box[at])) - AROUND);
  const most = (at) => Math.min(1, Math.max(...boxes.map((box) => box[at])) + AROUND);
  const box = [least(0), least(1), most(2), most(3)].map((share) => Math.round(share * 1e5) / 1e5);
  let quote = "";
  list.forEach((word, at) => {
    const before = list[at - 1];
    quote += (at ? (before.line === word.line || beside(before, word) >= 0.5 ? " " : "\n") : "") + word.text;
  });
  return { page, box, quote };
}

export class Selection {
  constructor(sha256, picked) {
    this.sha256 = sha256;
    this.picked = picked; // called with the evidence
    this.on = false;
  }

  start() {
    this.on = true;
    document.body.classList.add("selecting");
    for (const layer of all(".words")) {
      layer.hidden = false;
      layer.tabIndex = 0;
      layer.setAttribute("role", "application");
      layer.setAttribute("aria-label", say("selecting"));
    }
    notice(say("selecting"));
  }

  stop() {
    this.on = false;
    document.body.classList.remove("selecting");
    for (const layer of all(".words")) {
      layer.hidden = true;
      layer.replaceChildren();
      delete layer.dataset.from;
      delete layer.dataset.to;
    }
  }

  draw(layer, list, from, to) {
    layer.replaceChildren(...between(list, from, to).map((word) => {
      const [x0, y0, x1, y1] = word.box.map((share) => share * 100);
      const piece = el("i", { class: word === list[to] ? "on at" : "on" });
      Object.assign(piece.style, { left: `${x0}%`, top: `${y0}%`, width: `${x1 - x0}%`, height: `${y1 - y0}%` });
      return piece;
    }));
    layer.dataset.from = from;
    layer.dataset.to = to;
  }

  async #list(layer) {
    const page = Number(layer.closest("[data-page]").dataset.page);
    const list = await words(this.sha256, page);
    if (!list.length) notice(say("no_words"), true);
    return { page, list };
  }

  take(layer, page, list) {
    const [from, to] = [Number(layer.dataset.from), Number(layer.dataset.to)];
    this.picked(evidence(page, between(list, from, to)));
  }

  listen() {
    document.addEventListener("pointerdown", async (event) => {
      const layer = event.target.closest?.(".words");
      if (!this.on || !layer || event.button !== 0) return;
      event.preventDefault();
      layer.setPointerCapture(event.pointerId);
      const spot = (at) => {
        const frame = layer.getBoundingClientRect();
        return [(at.clientX - frame.left) / frame.width, (at.clientY - frame.top) / frame.height];
      };
      let up = false;
      let last = event;
      const move = (at) => { last = at; };
      const end = () => { up = true; };
      layer.addEventListener("pointermove", move);
      layer.addEventListener("pointerup", end, { once: true });
      layer.addEventListener("pointercancel", end, { once: true });
      const { page, list } = await this.#list(layer);
      if (list.length) {
        const from = nearest(list, ...spot(event));
        const follow = () => {
          this.draw(layer, list, from, nearest(list, ...spot(last)));
          if (up) this.take(layer, page, list);
          else requestAnimationFrame(follow);
        };
        follow();
      }
      layer.addEventListener("lostpointercapture", () => layer.removeEventListener("pointermove", move), { once: true });
    });
    document.addEventListener("keydown", async (event) => {
      const layer = event.target.closest?.(".words");
      const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: "down", ArrowUp: "up" }[event.key];
      if (!this.on || !layer || (!step && event.key !== "Enter")) return;
      event.preventDefault();
      const { page, list } = await this.#list(layer);
      if (!list.length) return;
      if (event.key === "Enter") {
        if (layer.dataset.to) this.take(layer, page, list);
        return;
      }
      const at = Number(layer.dataset.to ?? -1);
      let to = at + step;
      if (at >= 0 && typeof step === "string") { // the word above or below
        const [x0, y0, x1, y1] = list[at].box;
        const height = (y1 - y0) * 1.4;
        to = nearest(list, (x0 + x1) / 2, (y0 + y1) / 2 + (step === "down" ? height : -height));
      } else if (at < 0) to = 0;
      to = Math.min(list.length - 1, Math.max(0, to));
      this.draw(layer, list, event.shiftKey && layer.dataset.from ? Number(layer.dataset.from) : to, to);
    });
  }
}
