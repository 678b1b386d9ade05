const tabs = all('[role="tab"]');
function choose(tab) {
  for (const other of tabs) {
    const picked = other === tab;
    other.setAttribute("aria-selected", String(picked));
    other.tabIndex = picked ? 0 : -1;
    $(other.getAttribute("aria-controls")).hidden = !picked;
  }
  tab.scrollIntoView({ block: "nearest", inline: "nearest" });
}
tabs.forEach((tab, at) => {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const ends = { Home: 0, End: tabs.length - 1 };
    const next = step ? tabs[(at + step + tabs.length) % tabs.length] : tabs[ends[event.key]];
    if (!next) return;
    event.preventDefault();
    choose(next);
    next.focus();
  });
});
