// Talking to the desk: JSON in and out, and what to do when it refuses.
import { notice } from "./dom.js";
import { say } from "./words.js";

const API = "/api/v1";
const TRIES = 4;
const token = () => document.querySelector('meta[name="csrf"]').content;
export const wait = (ms) => new Promise((done) => setTimeout(done, ms));

export class Refused extends Error {
  constructor(status, answer) {
    super(answer?.error?.message || answer?.message || `${status}`);
    this.status = status;
    this.answer = answer;
  }
}

async function answered(response) {
  const text = await response.text();
  let answer = null;
  try { answer = text ? JSON.parse(text) : null; } catch { answer = null; }
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

// A busy desk says when to come again; only then is anything sent twice.
export async function ask(path, { method = "GET", body, form } = {}) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-CSRF-Token"] = token();
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const content = form || (body === undefined ? undefined : JSON.stringify(body));
  for (let left = TRIES; ; left -= 1) {
    const response = await fetch(API + path, { method, headers, body: content, credentials: "same-origin" });
    const later = Number(response.headers.get("Retry-After"));
    if (response.status !== 503 || left <= 1 || !(later <= 10)) return answered(response);
    notice(say("busy", { seconds: later }));
    await wait(1000 * later);
  }
}

export const post = (path, body = {}) => ask(path, { method: "POST", body });
export const letter = (sha256, rest = "") => `/documents/${encodeURIComponent(sha256)}${rest}`;
export const picture = (sha256, page) => `${API}${letter(sha256, `/pages/${page}.jpg`)}`;

// A part of a page as HTML; null where the desk wants a sign-in first.
export async function part(address) {
  const response = await fetch(address, { credentials: "same-origin", headers: { "X-Part": "1" } });
  if (response.redirected || response.status === 401) throw new Refused(401, null);
  if (!response.ok) throw new Refused(response.status, null);
  return response.text();
}

export function told(error) {
  if (!(error instanceof Refused)) notice(say("offline"), true);
  else if (error.status === 401) notice(say("signed_out"), true);
  else notice(say("refused", { message: error.message }), true);
  if (!(error instanceof Refused) && !(error instanceof TypeError)) throw error; // our own fault
}
