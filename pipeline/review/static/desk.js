// On every page: light or dark, and times of the reader's own clock.
import { $ } from "./lib/dom.js";
import { localTimes } from "./lib/times.js";

const root = document.documentElement;
const YEAR = 31536000;
$("theme")?.addEventListener("click", () => {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.dataset.theme = (root.dataset.theme || system) === "dark" ? "light" : "dark";
  document.cookie = `theme=${root.dataset.theme}; path=/; max-age=${YEAR}; samesite=lax`;
});

localTimes();
