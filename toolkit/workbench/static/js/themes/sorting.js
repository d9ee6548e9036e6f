// Sorting passages into themes: the machine's three best for each passage of a pile, put there by a click or the keys 1 to 3.
import { post } from "/static/js/asking.js";
import { element } from "/static/js/dialogs.js";
import { columnOf } from "/static/js/themes/columns.js";
import { move } from "/static/js/themes/deeds.js";
import { tr } from "/static/js/words.js";

const KEYS = ["1", "2", "3"];
const place = (column) => ({ area: column.dataset.area, group: column.dataset.group });

/** The three themes that each passage is most like, by its key; nothing where the machine cannot say. */
export async function best(column, keys) {
  try {
    return await post("/api/themes/best", { ...place(column), passages: keys });
  } catch {
    return {};
  }
}

async function put(item, choice) {
  const next = item.nextElementSibling?.dataset.key;
  const column = columnOf(item);
  const at = column.id;
  if (!(await move(column, [item.dataset.key], { to: choice.theme, title: choice.name }))) return;
  const pile = document.getElementById(at)?.querySelector(".theme.pile");
  const again = (next && pile?.querySelector(`[data-key="${CSS.escape(next)}"]`)) || pile?.querySelector(".theme-passage");
  again?.focus();
}

function offered(item, choices) {
  item.choices = choices;
  item.tabIndex = 0;
  item.querySelector(".best")?.remove();
  const buttons = choices.map((one, at) =>
    element("li", {}, element("button", { type: "button", className: "small quiet best-one", onclick: () => put(item, one) },
      element("kbd", {}, KEYS[at]), " ", one.name, element("span", { className: "soft quote-words" }, ` – ${one.because}`))),
  );
  if (buttons.length) item.querySelector(".theme-said").append(element("ol", { className: "best plain-list", "aria-label": tr("The machine's best themes") }, ...buttons));
}

/** Offer the best themes for each passage of the column's pile. */
export async function offer(column) {
  const items = [...column.querySelectorAll(".theme.pile .theme-passage")];
  if (!items.length || document.body.hasAttribute("data-read-only")) return;
  const found = await best(column, items.map((item) => item.dataset.key));
  for (const item of items) offered(item, found[item.dataset.key] ?? []);
}

/** A key pressed on a passage of a pile. */
export function pressed(event) {
  const at = KEYS.indexOf(event.key);
  const item = event.target.closest?.(".theme.pile .theme-passage");
  if (at < 0 || !item?.choices?.[at] || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  put(item, item.choices[at]);
}

/** Mark the passages of an open card that are less like their theme than like another. */
export async function flag(card) {
  if (card.querySelector(".apart") || card.classList.contains("pile")) return;
  let found;
  try {
    found = await post("/api/themes/apart", place(columnOf(card)));
  } catch {
    return;
  }
  const keys = new Set(found.passages);
  for (const item of card.querySelectorAll(".theme-passage")) {
    if (keys.has(item.dataset.key)) item.querySelector(".theme-where")?.append(element("em", { className: "apart" }, tr("untypical: more like another theme")));
  }
}
