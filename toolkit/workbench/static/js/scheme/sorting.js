// Sorting codings to other codes: one by one with number keys, or many that are ticked.
import { command, post, say } from "../asking.js";
import { ntr, tr } from "../words.js";

const page = document.getElementById("sorting");
const list = page.querySelector(".sort-list");
const left = document.getElementById("sort-left");
const all = document.getElementById("tick-all");
const items = () => [...(list?.children ?? [])];
const box = (item) => item.querySelector("input");
const ticked = () => items().filter((item) => box(item).checked);

function focus(item) {
  if (!item) return;
  for (const other of items()) other.tabIndex = other === item ? 0 : -1;
  item.focus();
}

function count() {
  left.textContent = ntr("{n} left", "{n} left", items().length);
  if (!items().length) document.getElementById("sort-done").hidden = false;
}

async function sort(chosen, target) {
  if (!chosen.length) return say(tr("Tick the passages first, or go to one with the arrow keys."));
  const codings = chosen.map((item) => ({ id: Number(item.dataset.coding), revision: Number(item.dataset.revision) }));
  const next = items().slice(items().indexOf(chosen.at(-1)) + 1).find((item) => !chosen.includes(item));
  try {
    await post("/api/scheme/recode", { codings, code: target, command: command() });
  } catch (error) {
    return say([error.message, error.hint].filter(Boolean).join(" "));
  }
  chosen.forEach((item) => item.remove());
  if (all) all.checked = false;
  count();
  focus(next ?? items().at(-1));
  return say(ntr("{n} coding sorted", "{n} codings sorted", chosen.length));
}

const meant = () => (ticked().length ? ticked() : items().filter((item) => item === document.activeElement));

list?.addEventListener("keydown", (event) => {
  const item = event.target.closest("li");
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  const button = page.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (step) focus(items()[items().indexOf(item) + step]);
  else if (event.key === " " && event.target === item) box(item).checked = !box(item).checked;
  else if (button) sort(ticked().length ? ticked() : [item], button.dataset.target);
  else return;
  event.preventDefault();
});
list?.addEventListener("focusin", (event) => {
  const item = event.target.closest("li");
  for (const other of items()) other.tabIndex = other === item ? 0 : -1;
});
all?.addEventListener("change", () => items().forEach((item) => { box(item).checked = all.checked; }));
for (const button of page.querySelectorAll("[data-target]")) {
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => sort(meant(), button.dataset.target));
}
document.getElementById("other-go")?.addEventListener("click", () => {
  const target = document.getElementById("other-target").value;
  if (target) sort(meant(), target);
});
