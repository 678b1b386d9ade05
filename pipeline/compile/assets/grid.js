// The matrix: what a screen reader says of a cell, and arrow keys that walk it.
function name() {
  for (const table of all(".heat")) {
    const items = [...table.tHead.rows[0].cells].map((cell) => cell.title.split(" ")[0]);
    for (const cell of all("td[data-h]", table)) {
      const told = [`${items[cell.cellIndex]} ${say(`content.${cell.dataset.s}`)}`, say(`heading.${cell.dataset.h}`)];
      if (cell.classList.contains("doubt")) told.push(say("legend.review"));
      cell.setAttribute("aria-label", told.join(", "));
    }
  }
}
for (const body of all(".heat tbody")) {
  const start = body.querySelector("[tabindex]");
  if (start) start.tabIndex = 0;
}
function walk(cell, event) {
  const across = { ArrowRight: 1, ArrowLeft: -1 }[event.key] || 0;
  const down = { ArrowDown: 1, ArrowUp: -1 }[event.key] || 0;
  if (!across && !down) return;
  let row = cell.parentNode;
  let at = cell.cellIndex + across;
  do {
    if (down) row = down > 0 ? row.nextElementSibling : row.previousElementSibling;
    while (across && row.cells[at] && !row.cells[at].hasAttribute("tabindex")) at += across;
  } while (row && row.hidden);
  event.preventDefault();
  const next = row && row.cells[at];
  if (!next || !next.hasAttribute("tabindex")) return;
  cell.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
  if (opened && next.dataset.open) show((opened = next.dataset.open));
}
onLanguage.push(name);
