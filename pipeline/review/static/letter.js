// A letter: what was found, corrected where it stands, with everybody's changes coming in.
import { ask, letter, part, post, told, wait } from "./lib/api.js";
import { conflict } from "./lib/conflict.js";
import { $, all, notice, parse } from "./lib/dom.js";
import { asked } from "./lib/keys.js";
import { go, light, listen as listenToMarks, marksOf, toMark } from "./lib/marks.js";
import { add, keep, mine } from "./lib/mine.js";
import { Selection } from "./lib/select.js";
import { localTimes } from "./lib/times.js";
import { NoDate, read } from "./lib/values.js";
import { say } from "./lib/words.js";

const POLL = 3000;
const desk = $("desk");
const { sha256, me } = desk.dataset;
const editor = $("editor"); // null for readers
let busy = false;
let picked = null;
const seen = () => Number($("list").dataset.seen);
const entry = () => editor?.closest(".entry") || null;

// --- the editor stands in the entry that is being worked on ------------------------------------
function edit(node, take = true) {
  if (!editor || entry() === node) return;
  close();
  node.append(editor);
  node.classList.add("editing");
  editor.hidden = false;
  const verdict = node.dataset.form === "content";
  editor.querySelector(".for-text").hidden = verdict;
  editor.querySelector(".for-item").hidden = !verdict;
  editor.querySelector(".wrong").textContent = "";
  $("why").value = "";
  for (const button of all("[data-choice]", editor)) {
    if (node.dataset[button.dataset.part] === button.dataset.choice) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  $("value").value = node.dataset.text ?? "";
  $("value").rows = node.dataset.form === "lines" ? Math.min(8, $("value").value.split("\n").length + 1) : 1 + Math.floor($("value").value.length / 60);
  if (take && !verdict) $("value").focus({ preventScroll: true });
}
function close() {
  selection?.stop();
  $("select")?.setAttribute("aria-pressed", "false");
  entry()?.classList.remove("editing");
  if (!editor) return;
  editor.hidden = true;
  $("picked").hidden = true;
  document.body.append(editor);
}
const changed = () => Boolean(entry()) && !editor.hidden && entry().dataset.form !== "content" && $("value").value !== (entry().dataset.text ?? "");

// --- what others decided, and what we did ----------------------------------------------------
async function refresh() { // the list and the boxes; pictures, scroll and what is being typed stay
  const made = parse(await part(`/letters/${sha256}/parts`));
  const at = entry()?.id;
  const typed = { value: $("value")?.value, why: $("why")?.value, dirty: changed() };
  const scroll = $("list").scrollTop;
  const within = $("list").contains(document.activeElement) && !editor?.contains(document.activeElement);
  const lit = document.querySelector(".entry.lit")?.id;
  const focused = within && document.activeElement.id;
  const selecting = selection?.on;
  if (at) document.body.append(editor);
  $("list").replaceWith(made.querySelector("#list"));
  for (const over of made.querySelectorAll(".over")) $(over.id)?.replaceWith(over);
  localTimes($("list"));
  $("list").scrollTop = scroll;
  if (at && $(at)) {
    edit($(at), false);
    if (typed.dirty) $("value").value = typed.value;
    $("why").value = typed.why;
    if (selecting) selection.start();
  }
  if (lit) light(lit);
  if (focused && $(focused)) $(focused).focus({ preventScroll: true });
}

async function decide(body, form) {
  if (busy) return;
  busy = true;
  const wanted = { evidence: null, value: null, ...body, why: $("why").value.trim(), seen: seen() };
  const name = entry().dataset.name;
  try {
    const event = await conflict(() => post(letter(sha256, "/decisions"), wanted), (latest) => { wanted.seen = latest.id; }, wanted, form);
    if (event) {
      add(event.id, `${sha256}/${wanted.what}`);
      notice(say("saved", { what: name }));
    }
    const at = entry()?.id;
    close();
    await refresh();
    if (at && $(at)) {
      light(at);
      $(at).focus({ preventScroll: true });
    }
  } catch (error) {
    told(error);
  } finally {
    busy = false;
  }
}

function save() {
  const { what, form, value } = entry().dataset;
  try {
    const typed = changed() ? read(form, $("value").value) : JSON.parse(value);
    decide({ what, kind: changed() ? "correct" : "accept", value: typed }, form);
  } catch (error) {
    if (!(error instanceof NoDate)) throw error;
    editor.querySelector(".wrong").textContent = say("no_date");
  }
}
function chosen(button) {
  const { part: which, choice } = button.dataset;
  const node = entry();
  const what = node.dataset.what.replace(/content$/, which);
  decide({ what, kind: node.dataset[which] === choice ? "accept" : "correct", value: choice }, which);
}

function undoLast() { // of one's own on this letter
  const list = mine();
  const at = list.findLastIndex((one) => one.key.startsWith(`${sha256}/`));
  if (at < 0) {
    notice(say("nothing_to_undo"));
    return;
  }
  const [last] = list.splice(at, 1);
  keep(list);
  undo(last.id);
}
function toggleSelecting(on = !selection.on) {
  $("select").setAttribute("aria-pressed", String(on));
  if (!on) {
    selection.stop();
    return;
  }
  selection.start();
  const mark = marksOf(entry().id)[0];
  (mark?.closest(".page") || document).querySelector(".words")?.focus({ preventScroll: Boolean(mark) });
}

async function undo(id) {
  if (busy) return;
  busy = true;
  try {
    const event = await post(`/events/${id}/undo`);
    const name = $("list").querySelector(`[data-event="${id}"] a`)?.textContent || "";
    notice(say("undone", { what: name, id: event.id }));
    await refresh();
  } catch (error) {
    told(error);
  } finally {
    busy = false;
  }
}

// --- words of the page, for a value or as evidence --------------------------------------------
const selection = editor && new Selection(sha256, (found) => {
  picked = found;
  $("picked").querySelector("q").textContent = found.quote;
  $("picked").querySelector('[data-take="value"]').hidden = entry()?.dataset.form === "content";
  $("picked").hidden = false;
  $("picked").querySelector("button:not([hidden])").focus({ preventScroll: true });
});
function take(how) {
  $("picked").hidden = true;
  if (!how || !entry()) return;
  const { what, form } = entry().dataset;
  if (how === "move") {
    decide({ what, kind: "move", value: JSON.parse(entry().dataset.value), evidence: picked }, form);
    return;
  }
  try {
    decide({ what, kind: "correct", value: read(form, picked.quote), evidence: picked }, form);
  } catch (error) {
    if (!(error instanceof NoDate)) throw error;
    $("value").value = picked.quote; // to be mended by hand
    editor.querySelector(".wrong").textContent = say("no_date");
    $("value").focus();
  }
}

// --- clicks and keys -------------------------------------------------------------------------
document.addEventListener("click", (event) => {
  const at = event.target;
  const undoes = at.closest("[data-undo]");
  if (undoes) undo(undoes.dataset.undo);
  if (!editor) {
    const node = at.closest(".entry");
    if (node && !at.closest("a")) light(node.id);
    return;
  }
  const button = at.closest("#editor button, #picked button");
  if (button?.dataset.choice) chosen(button);
  else if (button?.dataset.kind === "accept") decide({ what: entry().dataset.what, kind: "accept", value: JSON.parse(entry().dataset.value) }, entry().dataset.form);
  else if (button?.dataset.kind) decide({ what: entry().dataset.what, kind: button.dataset.kind }, entry().dataset.form);
  else if (button?.dataset.take !== undefined) take(button.dataset.take);
  else if (button?.id === "select") {
    toggleSelecting();
  }
  const node = at.closest(".entry[data-what]");
  if (!node || at.closest("a, button, #editor")) return;
  const mark = marksOf(node.id)[0];
  light(node.id, mark);
  if (mark) toMark(mark, false);
  edit(node);
});
document.addEventListener("submit", (event) => {
  if (event.target !== editor && event.target !== $("picked")) return;
  event.preventDefault();
  if (event.target === editor && entry()?.dataset.form !== "content") save();
});
document.addEventListener("keydown", (event) => {
  if (!editor || event.isComposing || event.keyCode === 229 || $("conflict").open) return;
  if (event.key === "Enter" && event.repeat && !event.target.matches("textarea")) {
    event.preventDefault();
    return;
  }
  const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
  const action = event.altKey || event.ctrlKey || event.metaKey ? asked(event, changed() || event.target.id === "why") : null;
  if (action === "undo" || (entry() && ["select", "unreadable"].includes(action))) {
    event.preventDefault();
    if (event.repeat) return;
    if (action === "undo") undoLast();
    else if (action === "select") toggleSelecting();
    else if (entry().dataset.form !== "content") decide({ what: entry().dataset.what, kind: "unreadable" }, entry().dataset.form);
    return;
  }
  if (event.key === "Escape") {
    if (!$("picked").hidden) $("picked").hidden = true;
    else if (selection.on) toggleSelecting(false);
    else if (entry()) {
      const node = entry();
      close();
      node.focus({ preventScroll: true });
      event.stopImmediatePropagation();
    }
    return;
  }
  if (event.target === $("value") && event.key === "Enter" && !event.shiftKey && plain) {
    event.preventDefault();
    if (!event.repeat) save();
    return;
  }
  const node = event.target.closest(".entry[data-what]");
  if (event.target === node && event.key === "Enter") {
    event.preventDefault();
    edit(node);
    if (node.dataset.form === "content") (editor.querySelector("[aria-current]") || editor.querySelector("[data-choice]")).focus({ preventScroll: true });
  } else if (entry()?.dataset.form === "content" && plain && !event.repeat && /^[1-7]$/.test(event.key) && !event.target.matches("input, textarea, .words")) {
    chosen(all("[data-choice]", editor)[Number(event.key) - 1]);
  }
});

async function listen() {
  for (;;) {
    await wait(POLL);
    if (busy || document.hidden || $("conflict").open) continue;
    let found;
    try {
      found = await ask(letter(sha256, `/events?after=${seen()}`));
    } catch { continue; } // the next decision says what is wrong
    if (!found.items.length || busy) continue;
    const others = found.items.filter((event) => event.who !== me);
    try {
      await refresh();
    } catch { continue; }
    const last = others.at(-1);
    if (last) {
      const changedHere = $("list").querySelector(`[data-event="${last.id}"] a`)?.textContent || last.what;
      notice(say("others", { who: last.who, what: changedHere }));
    }
  }
}

listenToMarks();
selection?.listen();
const start = desk.dataset.start || decodeURIComponent(location.hash.slice(1));
if (start && $(start)) {
  go(start);
  if ($(start).dataset.what) edit($(start), false);
}
listen();
