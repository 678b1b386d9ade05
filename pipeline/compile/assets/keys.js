// Clicks and keys that open things: Enter or a click opens, arrows walk the matrix, Esc closes.
function press(node) {
  from = node.closest("button, [tabindex]") || from;
  open(node.dataset.open);
}
document.addEventListener("click", (event) => {
  const node = event.target.closest("[data-open]");
  if (node) press(node);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !$("panel").hidden) close();
  const node = event.target.closest("[data-open]");
  if (!node || node.tagName === "BUTTON") return; // a button turns Enter into a click itself
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    press(node);
  } else if (node.closest(".heat")) walk(node, event);
});
function follow() {
  const anchor = decodeURIComponent(location.hash.slice(1));
  const tab = tabs.find((each) => each.id === anchor);
  if (tab) choose(tab);
  else if (anchor) open(anchor);
}
addEventListener("hashchange", follow);
onLanguage.push(() => {
  document.title = say("title");
  filter();
});
name();
filter();
choose(tabs.find((tab) => tab.getAttribute("aria-selected") === "true"));
begin();
follow();
