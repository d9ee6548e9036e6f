// The themes board: buttons, ticks and drags on the cards become deeds.
import { destination, named, partner } from "/static/js/themes/choosing.js";
import { again, cardsOf, columnOf, open, ticked } from "/static/js/themes/columns.js";
import { merge, move, putAside, rename } from "/static/js/themes/deeds.js";
import { draggable } from "/static/js/themes/dragging.js";
import { finding, look } from "/static/js/themes/finding.js";
import { renew } from "/static/js/themes/renewing.js";
import { best, flag, offer, pressed } from "/static/js/themes/sorting.js";
import { say } from "/static/js/asking.js";
import { ntr, tr } from "/static/js/words.js";
import { watch } from "/static/js/watching.js";

const bar = document.getElementById("ticked");
const columns = () => [...document.querySelectorAll(".theme-column")];

const others = (card) => cardsOf(columnOf(card)).filter((one) => one !== card);

/** The card of the same theme on the board as it is now: while a dialog was open its column may have been shown anew. */
const current = (card) => document.querySelector(`.theme-column .theme[data-theme="${CSS.escape(card.dataset.theme)}"]`) ?? card;

async function moveOne(item) {
  const card = item.closest(".theme");
  const { key } = item.dataset;
  const found = await best(columnOf(card), [key]);
  const wanted = await destination(others(card), tr("Move the passage to"), found[key]);
  if (wanted) await move(columnOf(current(card)), [item.dataset.key], wanted);
}

async function mergeWith(card) {
  const choices = others(card);
  if (!choices.length) {
    say(tr("There is no other theme here to merge with."));
    return;
  }
  const other = await partner(choices, tr("Merge “{name}” into", { name: card.dataset.name }));
  if (other) await merge(current(card), current(other));
}

async function nameIt(card) {
  const name = await named(tr("Name the theme"), card.dataset.name);
  if (name) await rename(current(card), name);
}

const doing = {
  all: async (card) => {
    await open(card, !card.hasAttribute("data-open"));
    if (card.hasAttribute("data-open")) await flag(card);
  },
  rename: nameIt,
  merge: mergeWith,
  aside: (card) => putAside(card, true),
  back: (card) => putAside(card, false),
  move: (card, button) => moveOne(button.closest(".theme-passage")),
};

function counted() {
  const items = ticked();
  const column = items[0] && columnOf(items[0]);
  for (const one of columns()) {
    if (one === column) continue;
    for (const box of one.querySelectorAll("input:checked")) box.checked = false;
  }
  const n = ticked().length;
  bar.hidden = n === 0;
  bar.querySelector("[data-count]").textContent = n ? ntr("{n} passage ticked", "{n} passages ticked", n) : "";
}

function ticks(event) {
  if (!event.target.matches(".theme-passage input")) return;
  const own = columnOf(event.target);
  for (const one of columns()) if (one !== own) for (const box of one.querySelectorAll("input:checked")) box.checked = false;
  counted();
}

function untick() {
  for (const item of ticked()) item.querySelector("input").checked = false;
  counted();
}

async function together(how) {
  const items = ticked();
  if (how === "none" || !items.length) return untick();
  const column = columnOf(items[0]);
  const keys = items.map((item) => item.dataset.key);
  const homes = new Set(items.map((item) => item.closest(".theme")));
  const cards = cardsOf(column).filter((card) => homes.size > 1 || !homes.has(card));
  const ways = {
    move: () => destination(cards, ntr("Move {n} passage to", "Move {n} passages to", keys.length)),
    new: async () => ({ to: "new", name: await named(tr("A new theme")) }),
    aside: async () => ({ to: "aside" }),
  };
  const wanted = await ways[how]();
  if (!wanted || (wanted.to === "new" && !wanted.name)) return undefined;
  if (await move(column, keys, wanted)) untick();
  return undefined;
}

async function refreshed() {
  if (document.querySelector("dialog[open]") || document.body.classList.contains("dragging")) return;
  for (const column of columns()) await again(column);
  await look();
}

document.addEventListener("click", (event) => {
  if (renew(event)) return;
  const button = event.target.closest("[data-do]");
  const card = button?.closest(".theme");
  if (card) doing[button.dataset.do]?.(card, button);
});
document.addEventListener("change", ticks);
document.addEventListener("themes:shown", ({ detail }) => {
  draggable(detail.column);
  offer(detail.column);
  if (bar) counted();
});
document.addEventListener("spegla:changed", (event) => {
  event.preventDefault();
  refreshed();
});
bar?.addEventListener("click", (event) => {
  const how = event.target.dataset.ticked;
  if (how) together(how);
});
document.addEventListener("keydown", pressed);
columns().forEach(draggable);
columns().forEach(offer);
watch(refreshed);
finding();
