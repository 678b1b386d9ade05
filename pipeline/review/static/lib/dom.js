// Small helpers. Words of letters and people only ever reach a page as text, never as markup.
export const $ = (id) => document.getElementById(id);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === "class") node.className = value;
    else if (name === "on") node.addEventListener("click", value);
    else if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

// Parts that the server rendered: its templates escaped what is in them.
export function parse(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

const SHOWN = 6000; // milliseconds
export function notice(text, bad = false) {
  const line = el("p", bad ? { class: "bad", role: "alert" } : {}, text);
  const place = $("notices");
  place.append(line);
  while (place.children.length > 3) place.firstChild.remove();
  setTimeout(() => line.remove(), bad ? 2 * SHOWN : SHOWN);
}
