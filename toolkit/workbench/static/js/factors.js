// The team's factors: linked to what bears them out, marked as unsupported, taken back.
import { Refusal, command, post, say } from "/static/js/asking.js";
import { tr } from "/static/js/words.js";
import { have } from "/static/js/watching.js";

const PLACE = "spegla-factor";

/** Send a change of the factor that `inside` belongs to and show the page anew; says why when it is refused. */
async function send(inside, verb, body) {
  const { source, number } = inside.closest(".factor").dataset;
  try {
    const answer = await post(`/api/factors/${source}/${number}/${verb}`, { ...body, command: command() });
    have(answer.mark);
    sessionStorage.setItem(PLACE, `${source} ${number}`);
    location.reload();
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof TypeError)) throw error;
    const lost = error instanceof TypeError ? tr("The workbench did not answer as it should.") : error.message;
    say([lost, error.hint].filter(Boolean).join(" "));
  }
}

function linked(form) {
  const [kind, ...key] = form.elements.namedItem("support").value.split(":");
  if (!kind) return say(tr("Choose a theme or a claim."));
  const chosen = key.join(":");
  return send(form, "link", kind === "claim" ? { claim: Number(chosen) } : { theme: chosen });
}

function takenBack(button) {
  const { theme = "", claim, unsupported } = button.dataset;
  return send(button, "unlink", { theme, claim: Number(claim ?? 0), unsupported: Boolean(unsupported) });
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest(".factor-form");
  if (!form) return;
  event.preventDefault();
  linked(form);
});

document.addEventListener("click", (event) => {
  const back = event.target.closest("[data-unlink]");
  const nothing = event.target.closest("[data-nothing]");
  if (back) takenBack(back);
  if (nothing) send(nothing, "link", { unsupported: true });
});

const [source, number] = (sessionStorage.getItem(PLACE) ?? "").split(" ");
sessionStorage.removeItem(PLACE);
if (source) document.querySelector(`.factor[data-source="${source}"][data-number="${number}"] select`)?.focus();
