// Times of the reader's own clock; the server writes UTC.
export function localTimes(within = document) {
  const lang = document.documentElement.lang === "vi" ? "vi-VN" : "en-GB";
  const form = new Intl.DateTimeFormat(lang, { day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit" });
  for (const node of within.querySelectorAll("time[datetime]")) {
    const when = new Date(node.dateTime);
    if (!Number.isNaN(when.valueOf())) node.textContent = form.format(when);
  }
}
