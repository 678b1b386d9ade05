// People who work at the desk. Passwords go straight to the desk and stay nowhere.
import { ask, post, Refused, told } from "./lib/api.js";
import { $, notice } from "./lib/dom.js";
import { say } from "./lib/words.js";

const plain = (error) => error instanceof Refused && [409, 422].includes(error.status); // told beside the form

async function attempt(act) {
  $("trouble").textContent = "";
  try {
    await act();
    location.reload();
  } catch (error) {
    if (plain(error)) $("trouble").textContent = error.message;
    else told(error);
  }
}
const change = (node, body) => {
  const { user } = node.closest("[data-user]").dataset;
  return ask(`/users/${encodeURIComponent(user)}`, { method: "PATCH", body });
};

$("add").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(() => post("/users", Object.fromEntries(new FormData(event.target))));
});
document.addEventListener("change", (event) => {
  if (event.target.dataset.set === "role") attempt(() => change(event.target, { role: event.target.value }));
});
document.addEventListener("click", (event) => {
  const button = event.target.closest('button[data-set="disabled"]');
  if (!button) return;
  const disabled = button.dataset.value === "yes";
  const name = button.closest("[data-user]").dataset.user;
  if (!disabled || confirm(say("really_disable", { name }))) attempt(() => change(button, { disabled }));
});
document.addEventListener("submit", (event) => {
  if (event.target.dataset.set !== "password") return;
  event.preventDefault();
  const input = event.target.querySelector('input[type="password"]');
  $("trouble").textContent = "";
  change(event.target, { password: input.value }).then(() => {
    input.value = "";
    notice(say("done"));
  }, (error) => (plain(error) ? ($("trouble").textContent = error.message) : told(error)));
});
