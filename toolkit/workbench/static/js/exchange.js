// In and out: a file dropped or chosen is shown in a dialog and taken in as it was shown.
import { Refusal, post, say } from "/static/js/asking.js";
import { dropping } from "/static/js/dropping.js";
import { tr } from "/static/js/words.js";

const at = (id) => document.getElementById(id);
const told = (error) => (error instanceof Refusal ? [error.message, error.hint].filter(Boolean).join(" ") : tr("The workbench did not answer as it should."));
const form = at("take-form");
const input = at("take-file");
const dialog = at("look-dialog");

async function take(button) {
  button.disabled = true;
  button.textContent = tr("Adding …");
  try {
    const answer = await post("/api/exchange/take", { look: button.dataset.take, coder: button.dataset.coder });
    dialog.close();
    say(answer.said);
  } catch (error) {
    dialog.close();
    say(told(error));
  }
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "look") dialog.showModal();
});
document.addEventListener("htmx:responseError", (event) => event.detail.target.id === "look" && (input.value = ""));
dialog.addEventListener("close", () => (input.value = ""));
dialog.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) dialog.close();
  const button = event.target.closest("[data-take]");
  if (button) take(button);
});
if (form) dropping(form, input);
