// A page's picture in a frame that scrolls: how large, and which part of it is seen.
const LARGEST = 4; // times the picture's own width
const CLOSE = 1.35; // what a small place is enlarged to, in the picture's own pixels

export function parseBox(text) {
  const box = (text || "").split(" ").map(Number);
  return box.length === 4 && box.every(Number.isFinite) ? box : null;
}

export class Picture {
  constructor(view) {
    this.view = view;
    this.sheet = view.querySelector(".sheet");
    this.image = view.querySelector("img");
    this.mark = view.querySelector(".box");
    if (!this.sheet) return; // a letter without paper: its text stands here
    this.box = null;
    view.addEventListener("pointerdown", (event) => this.#grab(event));
    view.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.image.addEventListener("error", () => view.parentElement.classList.add("no-picture"));
  }

  async show(address, box) {
    this.box = box;
    this.mark.hidden = true;
    this.view.parentElement.classList.remove("no-picture");
    if (this.image.getAttribute("src") !== address) this.image.src = address;
    try { await this.image.decode(); } catch { return; } // its own error says so
    this.#frame();
    this.place();
    if (!box) this.view.scrollTop = 0;
  }

  onward(step) { // a screenful on or back; false at the end of the page
    const { view } = this;
    const before = view.scrollTop;
    view.scrollTop += step * 0.85 * view.clientHeight;
    return Math.abs(view.scrollTop - before) > 2;
  }

  #frame() {
    this.mark.hidden = !this.box;
    if (!this.box) return;
    const [x0, y0, x1, y1] = this.box.map((share) => share * 100);
    Object.assign(this.mark.style, {
      left: `calc(${x0}% - 7px)`, top: `calc(${y0}% - 6px)`,
      width: `calc(${x1 - x0}% + 14px)`, height: `calc(${y1 - y0}% + 12px)`,
    });
  }

  #width(width) { // keeps what is in the middle there
    const { view } = this;
    const middle = (view.scrollTop + view.clientHeight / 2) / this.sheet.offsetHeight;
    const across = (view.scrollLeft + view.clientWidth / 2) / this.sheet.offsetWidth;
    const most = Math.max(view.clientWidth, LARGEST * this.image.naturalWidth);
    this.sheet.style.width = `${Math.round(Math.min(most, Math.max(200, width)))}px`;
    view.scrollTop = middle * this.sheet.offsetHeight - view.clientHeight / 2;
    view.scrollLeft = across * this.sheet.offsetWidth - view.clientWidth / 2;
  }

  whole() {
    if (!this.sheet) return;
    const { view, image } = this;
    this.#width(Math.min(view.clientWidth, (view.clientHeight * image.naturalWidth) / image.naturalHeight));
    view.scrollTop = 0;
  }

  place() { // the place in the middle, large enough to read, with what stands around it
    if (!this.sheet) return;
    if (!this.box) {
      this.#width(this.view.clientWidth);
      return;
    }
    const { view, image, sheet } = this;
    const [x0, y0, x1, y1] = this.box;
    const shape = image.naturalHeight / image.naturalWidth;
    const fits = Math.min((0.86 * view.clientWidth) / (x1 - x0), (0.7 * view.clientHeight) / ((y1 - y0) * shape));
    this.#width(Math.max(Math.min(view.clientWidth, fits), Math.min(fits, CLOSE * image.naturalWidth)));
    view.scrollTop = ((y0 + y1) / 2) * sheet.offsetHeight - view.clientHeight / 2;
    view.scrollLeft = ((x0 + x1) / 2) * sheet.offsetWidth - view.clientWidth / 2;
  }

  zoom(times) {
    if (this.sheet) this.#width(this.sheet.offsetWidth * times);
  }

  #wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15);
  }

  #grab(event) {
    if (event.pointerType !== "mouse" || event.button !== 0) return; // fingers scroll by themselves
    const { view } = this;
    const from = [event.clientX + view.scrollLeft, event.clientY + view.scrollTop];
    const move = (to) => view.scrollTo(from[0] - to.clientX, from[1] - to.clientY);
    const end = () => view.removeEventListener("pointermove", move);
    view.setPointerCapture(event.pointerId);
    event.preventDefault(); // the focus stays in the answer
    view.addEventListener("pointermove", move);
    view.addEventListener("pointerup", end, { once: true });
    view.addEventListener("pointercancel", end, { once: true });
  }
}
