// Find: ticking hits, showing what will be coded before it is, and coding it in one step.
import { Refusal, command, post, say } from "/static/js/asking.js";
import { ntr, tr } from "/static/js/words.js";
import { have } from "/static/js/watching.js";

const byId = (id) => document.getElementById(id);
const ticks = () => [...document.querySelectorAll('#hits input[name="hit"]')];
const chosen = () => [...document.querySelectorAll('#hits select[name="codes"]')].some((select) => select.value);

/** The buttons say yes only when there is a code, and something ticked. */
function weigh() {
  const boxes = ticks();
  const ticked = boxes.filter((box) => box.checked).length;
  const all = byId("tick-all");
  if (!all) return;
  all.checked = boxes.length > 0 && ticked === boxes.length;
  all.indeterminate = ticked > 0 && ticked < boxes.length;
  byId("code-ticked").disabled = !ticked || !chosen();
  byId("code-all").disabled = !chosen();
  byId("code-ticked").textContent = ticked ? ntr("Code {n} ticked hit …", "Code {n} ticked hits …", ticked) : tr("Code ticked …");
}

byId("hits").addEventListener("change", (event) => {
  if (event.target.id === "tick-all") for (const box of ticks()) box.checked = event.target.checked;
  weigh();
});

/** Search again, with the codes chosen before still chosen. */
function again() {
  const before = [...document.querySelectorAll('#hits select[name="codes"]')].map((select) => select.value);
  document.body.addEventListener(
    "htmx:afterSettle",
    () => {
      [...document.querySelectorAll('#hits select[name="codes"]')].forEach((select, at) => (select.value = before[at] ?? ""));
      weigh();
    },
    { once: true },
  );
  if (document.querySelector("#hits .found-part")) byId("find").requestSubmit();
}

const dialog = byId("look");

function placesLeft() {
  const left = [...dialog.querySelectorAll('input[name="place"]:checked')].map((box) => box.value.split(":").map(Number));
  const go = byId("look-go");
  go.disabled = !left.length;
  go.textContent = ntr("Code {n} passage", "Code {n} passages", left.length);
  return left;
}

let sending = null; // a retry goes under the same name, so that nothing is coded twice

async function send(form) {
  const places = placesLeft();
  const codes = JSON.parse(form.dataset.codes);
  const key = JSON.stringify([places, codes]);
  if (sending?.key !== key) sending = { key, command: command() };
  byId("look-go").disabled = true;
  try {
    const answer = await post("/api/found/codings", { command: sending.command, places, codes });
    sending = null;
    have(answer.mark);
    dialog.close();
    again();
    say(ntr("{n} coding is made.", "{n} codings are made.", answer.codings));
  } catch (error) {
    byId("look-go").disabled = false;
    say(error instanceof Refusal ? [error.message, error.hint].filter(Boolean).join(" ") : tr("There is no connection to the workbench. Try again."));
  }
}

dialog.addEventListener("change", () => byId("look-go") && placesLeft());
dialog.addEventListener("click", (event) => event.target.closest("[data-close]") && dialog.close());
dialog.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target);
});

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "look-content") dialog.showModal();
  if (event.detail.target.id === "hits") byId("said").textContent = document.querySelector(".found-count, #hits .empty")?.textContent.trim() ?? "";
  weigh();
});
document.addEventListener("spegla:changed", (event) => {
  event.preventDefault();
  again();
});
weigh();
