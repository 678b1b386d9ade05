// The tile map: 63 or 34 units, and a tile that picks its letters.
for (const button of all("[data-units]")) {
  button.addEventListener("click", () => {
    for (const other of all("[data-units]")) other.setAttribute("aria-pressed", String(other === button));
    for (const map of all("[data-map]")) map.hidden = map.dataset.map !== button.dataset.units;
  });
}
for (const tile of all(".tile:not([aria-disabled])")) {
  tile.addEventListener("click", () => {
    const ids = tile.dataset.files.split(" ").filter(Boolean);
    from = tile;
    showPlace(tile.dataset.place, ids);
  });
}
