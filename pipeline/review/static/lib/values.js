// Values as people type and read them.
import { say } from "./words.js";

export class NoDate extends Error {}

const two = (text) => text.padStart(2, "0");
export function readDate(typed) { // 20/5/2022, 20.05.2022, 2022-05-20; 5/2022 where the day is blank
  const text = typed.trim();
  const iso = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(text);
  const local = /^(?:(\d{1,2})[./\-\s]+)?(\d{1,2})[./\-\s]+(\d{4})$/.exec(text);
  const [year, month, day] = iso ? iso.slice(1) : local ? [local[3], local[2], local[1]] : [];
  if (!year) throw new NoDate(typed);
  const whole = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day || 1)));
  const right = whole.getUTCMonth() === Number(month) - 1 && whole.getUTCDate() === Number(day || 1);
  if (!right || Number(year) < 1900) throw new NoDate(typed);
  return [year, two(month), ...(day ? [two(day)] : [])].join("-");
}

export function read(form, typed) { // null: the letter says nothing here
  const text = typed.normalize("NFC").trim();
  if (form === "lines") {
    const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
    return lines.length ? lines : null;
  }
  if (!text) return null;
  return form === "date" ? readDate(text) : text.replace(/\s+/g, " ");
}

export function spell(form, value, kind) {
  if (kind === "unreadable") return say("unreadable");
  if (value === null || value === undefined || value === "") return "∅";
  if (Array.isArray(value)) return value.join("\n");
  if (form === "content" || form === "heading") return say(`${form}.${value}`);
  if (form === "date" && document.documentElement.lang === "vi") return value.split("-").reverse().join("/");
  return value;
}
