// What both pages share. Letters' words only ever reach a page as text, never as markup.
const $ = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const root = document.documentElement;
const LABELS = JSON.parse($("labels").textContent);

const lang = () => (root.lang === "en" ? 1 : 0);
const say = (key, details = {}) => {
  const words = key in LABELS ? LABELS[key][lang()] : key.slice(key.indexOf(".") + 1);
  return words.replace(/\{(\w+)\}/g, (_, name) => details[name] ?? "");
};
const details = (node) => (node.dataset.p ? JSON.parse(node.dataset.p) : {});

// --- language and theme: an address may carry them on: ?lang=en&theme=dark ------------------
const onLanguage = [];
function speak(code) {
  root.lang = code;
  for (const node of all("[data-l]")) node.textContent = say(node.dataset.l, details(node));
  for (const node of all("[data-l-title]")) node.title = say(node.dataset.lTitle);
  for (const node of all("[data-l-label]")) {
    node.setAttribute("aria-label", say(node.dataset.lLabel, details(node)));
  }
  for (const node of all("[data-l-placeholder]")) node.placeholder = say(node.dataset.lPlaceholder);
  for (const node of all("[data-vi]")) node.textContent = node.dataset[code];
  for (const node of all("img[data-alt-vi]")) node.alt = code === "en" ? node.dataset.altEn : node.dataset.altVi;
  for (const told of onLanguage) told();
  carry();
}
const first = root.lang;
function chosen() {
  const asked = new URLSearchParams();
  if (root.lang !== first) asked.set("lang", root.lang);
  if (root.dataset.theme) asked.set("theme", root.dataset.theme);
  const text = asked.toString();
  return text ? `?${text}` : "";
}
function carry() { // links between the pages keep what was chosen
  for (const link of all("a[data-keep]")) {
    const [address, anchor] = link.getAttribute("href").split("#");
    link.setAttribute("href", `${address.split("?")[0]}${chosen()}${anchor ? `#${anchor}` : ""}`);
  }
}
function theme(code) {
  root.dataset.theme = code;
  carry();
}
$("language").addEventListener("click", () => speak(lang() ? "vi" : "en"));
$("theme").addEventListener("click", () => {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  theme((root.dataset.theme || system) === "dark" ? "light" : "dark");
});
function begin() { // what the address asks for, once the page's own scripts are ready
  const asked = new URLSearchParams(location.search);
  if (["light", "dark"].includes(asked.get("theme"))) theme(asked.get("theme"));
  if (["vi", "en"].includes(asked.get("lang")) && asked.get("lang") !== root.lang) speak(asked.get("lang"));
}
