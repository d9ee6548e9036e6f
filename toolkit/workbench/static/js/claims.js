// Claims: a form saved, a stance decided with the sentence it makes, a claim moved or removed.
import { say } from "/static/js/asking.js";
import { agreed } from "/static/js/dialogs.js";
import { sent } from "/static/js/sending.js";
import { tr } from "/static/js/words.js";

const OPEN = "spegla-claim-open";

const ticked = (form, name) => [...form.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value);

async function saved(form) {
  const { claim, revision, area } = form.dataset;
  const field = (name) => form.elements.namedItem(name).value;
  const body = { text: field("text"), group: field("group"), kind: field("kind"), valence: field("valence"), area };
  const parts = { themes: ticked(form, "theme"), questions: ticked(form, "question") };
  const seen = claim ? { revision: Number(revision), passages: ticked(form, "passage") } : {};
  const answer = await sent(claim ? `/api/claims/${claim}` : "/api/claims", { ...body, ...parts, ...seen });
  if (answer) location.assign(`/claims/${answer.id}`);
}

/** Show the page anew with the same person open. */
function again(details) {
  sessionStorage.setItem(OPEN, details.id);
  location.reload();
}

const claimHere = () => document.getElementById("claim");

async function judged(form) {
  const chosen = form.querySelector('input[name="stance"]:checked');
  const body = {
    respondent: form.dataset.respondent,
    stance: chosen.value,
    reason: form.elements.namedItem("reason").value,
    passages: ticked(form, "passage"),
    revision: Number(form.dataset.revision),
  };
  if (await sent(`/api/claims/${claimHere().dataset.claim}/stance`, body)) again(form.closest(".claim-person"));
}

async function back(form) {
  const body = { respondent: form.dataset.respondent, revision: Number(form.dataset.revision) };
  if (await sent(`/api/claims/${claimHere().dataset.claim}/back`, body)) again(form.closest(".claim-person"));
}

/** Say which sentence the stance chosen would make. */
function foretold(form) {
  const chosen = form.querySelector('input[name="stance"]:checked');
  const place = form.querySelector("[data-then]");
  if (!chosen || !place) return;
  const count = document.createElement("span");
  count.className = "claim-count";
  count.textContent = chosen.dataset.count;
  place.replaceChildren(chosen.dataset.sentence || tr("Nobody of those asked affirms it."), " ", count);
  place.classList.toggle("changed", !chosen.defaultChecked);
}

async function moved(step) {
  const order = JSON.parse(document.getElementById("claims-order").textContent);
  const here = Number(claimHere().dataset.claim);
  const at = order.indexOf(here);
  [order[at], order[at + step]] = [order[at + step], order[at]];
  if (await sent("/api/claims/order", { order })) location.assign(`/claims/${here}`);
}

async function removed() {
  const { claim, revision } = claimHere().dataset;
  const text = tr("The claim goes with what was decided about it. Codings, themes and quotes stay. You can undo it today.");
  if (!(await agreed(tr("Remove the claim?"), text, tr("Remove"), { danger: true }))) return;
  if (await sent(`/api/claims/${claim}/remove`, { revision: Number(revision) })) location.assign("/claims");
}

document.addEventListener("submit", (event) => {
  if (event.target.id === "claim-form") {
    event.preventDefault();
    saved(event.target);
  } else if (event.target.matches(".claim-judging")) {
    event.preventDefault();
    judged(event.target);
  }
});

/** Offer the themes of the group chosen; those that are ticked stay in sight. */
function offered() {
  const group = document.getElementById("claim-group").value;
  for (const line of document.querySelectorAll(".claim-themes [data-group]")) {
    line.hidden = group !== "" && line.dataset.group !== group && !line.querySelector("input").checked;
  }
  for (const area of document.querySelectorAll(".claim-themes details")) area.hidden = !area.querySelector("[data-group]:not([hidden])");
}

document.addEventListener("change", (event) => {
  if (event.target.id === "claim-group") offered();
  const form = event.target.closest(".claim-judging");
  if (form && event.target.name === "stance") foretold(form);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.move) moved(Number(button.dataset.move));
  else if ("remove" in button.dataset) removed();
  else if ("back" in button.dataset) back(button.closest("form"));
});

document.addEventListener("htmx:afterSwap", (event) => {
  const form = event.target.querySelector?.(".claim-judging");
  if (form) foretold(form);
});

if (document.getElementById("claim-group")) offered();
const open = sessionStorage.getItem(OPEN);
sessionStorage.removeItem(OPEN);
if (open) {
  const person = document.getElementById(open);
  person?.querySelector("summary").focus();
  const sentence = person?.closest(".claim-group").querySelector(".claim-sentence") ?? document.querySelector(".claim-sentence");
  if (sentence) say(tr("Now: {sentence}", { sentence: sentence.textContent.trim() }));
}
