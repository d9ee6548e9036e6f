// The board of obstacles: priorities by dragging or by buttons, and what has happened with each.
import { say } from "/static/js/asking.js";
import { agreed } from "/static/js/dialogs.js";
import { sent } from "/static/js/sending.js";
import { tr } from "/static/js/words.js";

const PLACE = "spegla-obstacle";
const cardOf = (inside) => inside.closest(".obstacle");
const orderOf = (list) => [...list.querySelectorAll(".obstacle")].map((card) => Number(card.dataset.obstacle));

/** Show the page anew with the focus where it was: on the card, or on a button of it. */
function again(card, control = "") {
  sessionStorage.setItem(PLACE, `${card.dataset.obstacle} ${control}`);
  location.reload();
}

async function placed(list, card, control = "") {
  const answer = await sent("/api/obstacles/order", { level: list.dataset.level, order: orderOf(list) });
  if (answer) again(card, control);
  else setTimeout(() => location.reload(), 1500);
}

/** Move a card one place up or down, and keep the focus on the button. */
function moved(button) {
  const card = cardOf(button);
  const by = Number(button.dataset.move);
  const beside = by < 0 ? card.previousElementSibling : card.nextElementSibling;
  if (!beside) return null;
  if (by < 0) beside.before(card);
  else beside.after(card);
  return placed(card.parentElement, card, `[data-move="${by}"]`);
}

async function done(card, deed, body = {}) {
  const { obstacle, revision } = card.dataset;
  if (await sent(`/api/obstacles/${obstacle}/${deed}`, { ...body, revision: Number(revision) })) again(card);
}

function filled(form) {
  const answer = form.elements.namedItem("answer");
  const values = Object.fromEntries(new FormData(form));
  return answer ? { ...values, answer: answer.checked } : values;
}

async function removed(button) {
  const card = cardOf(button);
  const text = tr("Claims, themes and passages stay. You can undo it today.");
  if (!(await agreed(tr("Remove the obstacle?"), text, tr("Remove"), { danger: true }))) return;
  await done(card, "remove");
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-deed]");
  if (!form) return;
  event.preventDefault();
  done(cardOf(form), form.dataset.deed, filled(form));
});

document.addEventListener("click", (event) => {
  const button = event.target.closest(".obstacle-tools button");
  if (!button) return;
  if (button.dataset.move) moved(button);
  else if (button.dataset.deed) done(cardOf(button), button.dataset.deed);
  else if ("remove" in button.dataset) removed(button);
});

function draggable(list) {
  globalThis.Sortable.create(list, {
    handle: ".grip",
    draggable: ".obstacle",
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    delayOnTouchOnly: true,
    delay: 120,
    onEnd: ({ item, oldIndex, newIndex }) => oldIndex !== newIndex && placed(list, item),
  });
}

if (globalThis.Sortable && !document.body.hasAttribute("data-read-only")) {
  document.querySelectorAll(".obstacle-list").forEach(draggable);
}

const [held, control] = (sessionStorage.getItem(PLACE) ?? "").split(" ");
sessionStorage.removeItem(PLACE);
if (held) {
  const card = document.getElementById(`obstacle-${held}`);
  const button = control && card?.querySelector(control);
  const free = button && !button.disabled ? button : card?.querySelector("h3");
  free?.focus();
  const place = card?.querySelector(".obstacle-place")?.getAttribute("aria-label");
  if (control && place) say(tr("Now: {sentence}", { sentence: place }));
}
