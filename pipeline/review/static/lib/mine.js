// Own decisions of this tab, to take them back: they outlive a page, not the tab.
const MOST = 200;

export const mine = () => JSON.parse(sessionStorage.getItem("mine") || "[]");
export const keep = (list) => sessionStorage.setItem("mine", JSON.stringify(list.slice(-MOST)));
export const add = (id, key) => keep([...mine(), { id, key }]);
