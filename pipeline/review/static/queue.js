// The queue: one doubt at a time. The next one is fetched while a person looks at this one.
import { ask, letter, part, picture, post, Refused, told, wait } from "./lib/api.js";
import { conflict } from "./lib/conflict.js";
import { $, all, notice, parse } from "./lib/dom.js";
import { asked } from "./lib/keys.js";
import { add, keep, mine } from "./lib/mine.js";
import { parseBox, Picture } from "./lib/picture.js";
import { read, NoDate } from "./lib/values.js";
import { say } from "./lib/words.js";

const PAUSE = 200; // milliseconds in which a key that was struck twice settles nothing unseen
const POLL = 3000;
const SHORT = 24; // characters: shorter values are replaced by typing, longer ones are mended
let card = null;
let shown = null;
let page = 1;
let since = 0;
let busy = false;
let next = null; // a promise of the card that follows

const cardOf = (html) => parse(html).querySelector(".card");
const fetched = async (query) => cardOf(await part(`/queue/card?${new URLSearchParams(query)}`));
const input = () => card.querySelector("#value");
const changed = () => Boolean(input()) && input().value !== input().defaultValue;

function prepare() {
  const { key } = card.dataset;
  if (!key) return;
  next = fetched({ after: key }).then((made) => {
    if (made.dataset.key) new Image().src = picture(made.dataset.sha256, made.dataset.page);
    return made;
  });
  next.catch(() => { next = null; }); // asked again when it is needed
}
const following = () => next || fetched({ after: card.dataset.key });

function turn(to) {
  const pages = Number(card.dataset.pages);
  page = Math.min(pages, Math.max(1, to));
  const own = page === Number(card.dataset.page);
  card.querySelector(".page-of").textContent = say("page_of", { page, pages });
  card.querySelector(".view").dataset.none = say("no_picture");
  for (const [name, off] of [["page-back", page === 1], ["page-on", page === pages], ["place", !own]]) {
    card.querySelector(`[data-do="${name}"]`).disabled = off;
  }
  const texts = all("[data-text]", card);
  for (const text of texts) text.hidden = Number(text.dataset.text) !== page;
  if (!texts.length) return shown.show(picture(card.dataset.sha256, page), own ? parseBox(card.dataset.box) : null);
  const quote = texts[page - 1]?.querySelector("mark");
  if (quote) quote.scrollIntoView({ block: "center" });
  else shown.view.scrollTop = 0;
  return null;
}
function readOn(step) { // PageDown goes on through the pages, as in any reader
  if (shown.onward(step)) return;
  const to = page + step;
  if (to < 1 || to > Number(card.dataset.pages)) return;
  turn(to)?.then?.(() => { if (step < 0) shown.view.scrollTop = shown.view.scrollHeight; });
}

function focus() {
  const field = input();
  if (field) {
    field.focus({ preventScroll: true });
    if (field.value.length <= SHORT) field.select();
    else field.setSelectionRange(field.value.length, field.value.length);
  } else (card.querySelector('[data-choice][aria-current]') || card.querySelector(".main, .button, button"))?.focus({ preventScroll: true });
}

async function headed(button) { // the item's other verdict: said on the way, without moving on
  const { sha256, what, seen } = card.dataset;
  const value = button.dataset.heading;
  const here = card;
  const made = { kind: button.getAttribute("aria-current") ? "accept" : "correct", value };
  const body = { what: what.replace(/content$/, "heading"), why: "", evidence: null, seen: Number(seen), ...made };
  const event = await conflict(() => post(letter(sha256, "/decisions"), body), (latest) => { body.seen = latest.id; }, made, "heading");
  if (!event) return;
  add(event.id, here.dataset.key);
  here.dataset.seen = event.id;
  for (const other of all("[data-heading]", here)) {
    if (other === button) other.setAttribute("aria-current", "true");
    else other.removeAttribute("aria-current");
  }
  notice(say("saved", { what: button.parentElement.getAttribute("aria-label") }));
}

function put(made, settled = false) {
  document.getElementById("card-place").replaceChildren(made);
  card = made;
  since = performance.now();
  const { key } = card.dataset;
  history.replaceState(null, "", key ? `/?at=${encodeURIComponent(key)}` : "/");
  // The one before was still counted when this card was fetched ahead.
  for (const count of all("[data-left]", card)) count.hidden = (count.dataset.left === "then") !== settled;
  const done = mine().length;
  card.querySelector("#settled").textContent = done ? say("settled", { count: done }) : "";
  if (key) {
    if (card.dataset.again) notice(say("round"));
    shown = new Picture(card.querySelector(".view"));
    turn(Number(card.dataset.page));
    prepare();
  }
  focus();
}

// --- decisions ------------------------------------------------------------------------------
const machine = () => JSON.parse(card.dataset.value);
const blind = () => card.dataset.source === "unreadable";

function decision(action) { // what a key or button means for this card
  if (action === "unreadable") return { kind: "unreadable", value: null };
  if (action.startsWith("choice:")) {
    const value = action.slice(7);
    return value === machine() ? { kind: "accept", value } : { kind: "correct", value };
  }
  if (!input() || !changed()) {
    return machine() === null && blind() ? { kind: "unreadable", value: null } : { kind: "accept", value: machine() };
  }
  return { kind: "correct", value: read(card.dataset.form, input().value) };
}

async function settle(action) {
  let made;
  try {
    made = decision(action);
  } catch (error) {
    if (!(error instanceof NoDate)) throw error;
    card.querySelector(".wrong").textContent = say("no_date");
    return;
  }
  const { sha256, what, name, key } = card.dataset;
  const body = { what, why: "", evidence: null, seen: Number(card.dataset.seen), ...made };
  const event = await conflict(() => post(letter(sha256, "/decisions"), body), (latest) => { body.seen = latest.id; }, made, card.dataset.form);
  if (event) {
    add(event.id, key);
    notice(say("saved", { what: name }));
  }
  put(await following(), true);
}

async function undo() {
  const list = mine();
  const last = list.pop();
  if (!last) {
    notice(say("nothing_to_undo"));
    return;
  }
  try {
    await post(`/events/${last.id}/undo`);
  } catch (error) {
    if (error instanceof Refused && [404, 409].includes(error.status)) keep(list); // somebody else went on from there
    throw error;
  }
  keep(list);
  const made = await fetched({ key: last.key });
  put(made.dataset.key ? made : await fetched({}));
  notice(say("undone", { what: card.dataset.name || "" }));
}

const LOOK = {
  larger: () => shown?.zoom(1.25), smaller: () => shown?.zoom(1 / 1.25),
  whole: () => shown?.whole(), place: () => shown?.place(),
  "page-back": () => turn(page - 1), "page-on": () => turn(page + 1),
  back: () => readOn(-1), on: () => readOn(1),
  leave: () => card.querySelector(".view")?.focus({ preventScroll: true }), enter: focus,
};
const hasForm = () => Boolean(card.querySelector(".answer"));

async function act(action) {
  if (LOOK[action]) {
    if (card.dataset.key) LOOK[action]();
    return;
  }
  const settles = action === "save" || action === "unreadable" || /^(choice|heading):/.test(action);
  if (settles && (!card.dataset.key || !hasForm() || performance.now() - since < PAUSE)) return;
  if (action === "unreadable" && !input()) return;
  if (busy) return;
  busy = true;
  try {
    if (action === "undo") await undo();
    else if (action === "open") card.querySelector('[data-do="open"]')?.click();
    else if (action.startsWith("heading:")) await headed(card.querySelector(`[data-heading="${action.slice(8)}"]`));
    else if (action === "skip") { if (card.dataset.key) put(await skipped()); }
    else await settle(action);
  } catch (error) {
    told(error);
  } finally {
    busy = false;
  }
}
async function skipped() {
  const made = await following();
  if (made.dataset.key) return made;
  notice(say("round"));
  return fetched({ key: card.dataset.key }); // the only one that is left
}

// --- keys, clicks, typing -------------------------------------------------------------------
document.addEventListener("keydown", (event) => {
  if ($("conflict").open || !card) return;
  if (event.repeat && ["Enter", " "].includes(event.key) && !event.target.matches("textarea")) {
    event.preventDefault(); // held down on a button, it would click again and again
    return;
  }
  const action = asked(event, changed());
  if (!action) return;
  if (event.repeat && !LOOK[action]) { // a key that is held down settles one doubt, not twenty
    event.preventDefault();
    return;
  }
  if (action.startsWith("choice-")) {
    const button = all("[data-choice], [data-heading]", card)[Number(action.slice(7)) - 1];
    if (button) button.click();
    return;
  }
  if (action === "save" && !card.querySelector(".main")) return;
  event.preventDefault();
  act(action);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do], [data-choice], [data-heading]");
  if (!button || !card?.contains(button) || button.dataset.do === "open") return;
  if (button.dataset.choice) act(`choice:${button.dataset.choice}`);
  else if (button.dataset.heading) act(`heading:${button.dataset.heading}`);
  else act(button.dataset.do);
});
document.addEventListener("submit", (event) => {
  if (!event.target.classList.contains("answer")) return;
  event.preventDefault(); // Enter comes by the keys; this is the button, or a phone's own key
  act("save");
});
document.addEventListener("input", (event) => {
  if (event.target !== input()) return;
  card.querySelector(".wrong").textContent = "";
  for (const words of all("[data-when]", card)) words.hidden = (words.dataset.when === "changed") !== changed();
});

// --- others at work --------------------------------------------------------------------------
async function listen() {
  for (;;) {
    await wait(POLL);
    const { key, sha256, seen, what } = card.dataset;
    if (!key || busy || document.hidden) continue;
    let found;
    try {
      found = await ask(letter(sha256, `/events?after=${seen}`));
    } catch { continue; } // the next decision says what is wrong
    const news = found.items.filter((event) => event.what === what);
    if (!news.length || card.dataset.key !== key || changed() || busy) continue;
    notice(say("others", { who: news.at(-1).who, what: card.dataset.name }));
    const again = await fetched({ key }).catch(() => null);
    if (card.dataset.key !== key || changed() || busy) continue;
    if (again?.dataset.key) put(again);
    else if (again) put(await following().catch(() => again));
  }
}

card = document.querySelector(".card");
put(card);
listen();
