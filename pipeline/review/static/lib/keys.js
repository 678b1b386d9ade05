// Which action a key asks for. While somebody types, only keys that no input method and no text
// needs: Enter, Alt with a key, PageUp, PageDown. Telex and VNI type with plain letters and
// digits, and while a syllable is composed every key belongs to the input method.
const ALT = { k: "unreadable", s: "select", m: "open", ArrowDown: "skip", ArrowUp: "undo", "+": "larger", "=": "larger", "-": "smaller" };
const ALONE = { k: "unreadable", s: "skip", u: "undo", m: "open", "+": "larger", "=": "larger", "-": "smaller", ArrowDown: "", ArrowUp: "" };
const ANYWHERE = { PageUp: "back", PageDown: "on" };

export const typing = (node) => Boolean(node?.matches?.("input, textarea, select, [contenteditable]"));

function letter(event) { // Alt makes other characters of letters on some keyboards
  if (/^[\x20-\x7e]$/.test(event.key)) return event.key.toLowerCase();
  const found = /^Key([A-Z])$/.exec(event.code || "");
  return event.altKey && found ? found[1].toLowerCase() : event.key;
}

export function asked(event, changed = false) {
  if (event.isComposing || event.keyCode === 229) return null;
  if (event.getModifierState?.("AltGraph")) return null;
  const key = letter(event);
  const inText = typing(event.target);
  if (event.ctrlKey || event.metaKey) {
    // In an input that was changed, this undoes the typing.
    return key === "z" && !event.shiftKey && !(inText && changed) ? "undo" : null;
  }
  if (event.altKey) return ALT[key] || null;
  if (ANYWHERE[key] && !event.shiftKey) return ANYWHERE[key];
  if (key === "Escape") return inText ? "leave" : "enter";
  if (key === "Enter") {
    if (event.shiftKey && event.target.matches?.("textarea")) return null;
    const other = event.target.closest?.("a, button:not(.main), summary, select");
    return other ? null : "save";
  }
  if (inText) return null;
  if (/^[1-9]$/.test(key)) return `choice-${key}`;
  return ALONE[key] || null;
}
