// Two people, one thing: both values are shown, and the later one chooses.
import { Refused } from "./api.js";
import { $ } from "./dom.js";
import { spell } from "./values.js";

function choose(latest, mine, form) {
  const dialog = $("conflict");
  const cell = (name) => dialog.querySelector(name);
  cell(".their-name").textContent = latest.who;
  cell(".theirs").textContent = spell(form, latest.after, latest.kind);
  cell(".mine").textContent = spell(form, mine.value, mine.kind);
  cell(".their-why").textContent = latest.why ? `${latest.who}: ${latest.why}` : "";
  dialog.showModal();
  dialog.querySelector('[value="theirs"]').focus();
  return new Promise((done) => {
    const end = (mineWins) => {
      dialog.removeEventListener("click", click);
      dialog.removeEventListener("keydown", key);
      dialog.removeEventListener("cancel", away);
      dialog.close();
      done(mineWins);
    };
    const click = (event) => {
      const button = event.target.closest("button");
      if (button) end(button.value === "mine");
    };
    const key = (event) => {
      if (event.repeat || event.isComposing) return;
      if (event.key === "1" || event.key === "2") {
        event.preventDefault();
        end(event.key === "2");
      }
    };
    const away = () => end(false); // Esc: nothing of mine is saved
    dialog.addEventListener("click", click);
    dialog.addEventListener("keydown", key);
    dialog.addEventListener("cancel", away);
  });
}

// Sends a decision; where somebody was faster, asks. Returns the event, or null for theirs.
export async function conflict(send, saw, mine, form) {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 409 || !error.answer?.latest) throw error;
      const { latest } = error.answer;
      if (!await choose(latest, mine, form)) return null;
      saw(latest);
    }
  }
}
