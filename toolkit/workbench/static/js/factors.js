// The team's factors: linked to what bears them out, marked as unsupported, taken back.
import { say } from "/static/js/asking.js";
import { sent } from "/static/js/sending.js";
import { tr } from "/static/js/words.js";

const PLACE = "spegla-factor";

/** Send a change of the factor that `inside` belongs to and show the page anew; says why when it is refused. */
async function send(inside, verb, body) {
  const { source, number } = inside.closest(".factor").dataset;
  if (!(await sent(`/api/factors/${source}/${number}/${verb}`, body))) return;
  sessionStorage.setItem(PLACE, `${source} ${number}`);
  location.reload();
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
