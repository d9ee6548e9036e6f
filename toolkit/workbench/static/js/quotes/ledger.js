// The ledger: whether a quote is to be printed is decided by one button of three, at once and undoable.
import { Refusal, command, post, say } from "/static/js/asking.js";
import { tr } from "/static/js/words.js";

const told = (error) => (error instanceof Refusal ? [error.message, error.hint].filter(Boolean).join(" ") : tr("The workbench did not answer as it should."));

async function decide(button) {
  const group = button.closest("[data-quote]");
  const body = { command: command(), revision: Number(group.dataset.revision), use: button.dataset.decide };
  const answer = await post(`/api/quotes/${group.dataset.quote}/use`, body);
  group.dataset.revision = answer.revision;
  group.closest(".quote-entry").dataset.use = answer.use;
  for (const each of group.querySelectorAll("[data-decide]")) each.setAttribute("aria-pressed", String(each.dataset.decide === answer.use));
  say(tr("Kept."));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-decide]");
  if (button && button.getAttribute("aria-pressed") !== "true") decide(button).catch((error) => say(told(error)));
});
