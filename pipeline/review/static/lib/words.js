// The page's words in its language, put there by the server.
const WORDS = JSON.parse(document.getElementById("words").textContent);

export function say(key, details = {}) {
  return WORDS[key].replace(/\{(\w+)\}/g, (_, name) => details[name] ?? "");
}
