// Handing in scans: dropped or chosen, sent with progress, watched while they are read.
import { Refused, told, part, wait } from "./lib/api.js";
import { $, el, notice, parse } from "./lib/dom.js";
import { localTimes } from "./lib/times.js";
import { say } from "./lib/words.js";

const EVERY = 1000;
const drop = $("drop");

function send(files) { // fetch tells nothing of how much was sent
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  const bar = el("progress", { max: "100", "aria-label": say("uploading", { percent: 0 }) });
  const text = el("span", {}, say("uploading", { percent: 0 }));
  const line = el("p", {}, bar, text);
  $("sending").append(line);
  const request = new XMLHttpRequest();
  request.open("POST", "/api/v1/uploads");
  request.setRequestHeader("X-CSRF-Token", document.querySelector('meta[name="csrf"]').content);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    const percent = Math.round((100 * event.loaded) / event.total);
    bar.value = percent;
    text.textContent = percent < 100 ? say("uploading", { percent }) : say("sent");
  });
  request.addEventListener("loadend", () => {
    line.remove();
    if (request.status === 202) {
      notice(say("sent"));
      refresh();
      return;
    }
    let answer = null;
    try { answer = JSON.parse(request.responseText); } catch { answer = null; }
    told(request.status ? new Refused(request.status, answer) : new TypeError("no answer"));
  });
  request.send(form);
}

async function refresh() {
  try {
    const made = parse(await part("/uploads/rows"));
    const at = $("uploads").scrollTop;
    $("uploads").replaceWith(made.querySelector("#uploads"));
    $("uploads").scrollTop = at;
    localTimes($("uploads"));
  } catch (error) {
    told(error);
  }
}
async function watch() {
  for (;;) {
    await wait(EVERY);
    if ($("uploads").dataset.active && !document.hidden) await refresh();
  }
}

if (drop) {
  $("files").addEventListener("change", () => {
    if ($("files").files.length) send([...$("files").files]);
    $("files").value = "";
  });
  for (const name of ["dragover", "dragenter"]) {
    document.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("over");
  });
  document.addEventListener("drop", (event) => { // anywhere on the page: a near miss opens no file
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) send([...event.dataTransfer.files]);
  });
}
watch();
