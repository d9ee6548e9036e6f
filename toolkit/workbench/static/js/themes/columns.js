// The columns of the board: what is seen there, and taking in how a column is now without losing what was opened or ticked.
import { say } from "/static/js/asking.js";
import { tr } from "/static/js/words.js";

const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];

/** The column that an element stands in. */
export const columnOf = (element) => element.closest(".theme-column");

/** The cards of a column that passages can be put on: not those set aside, and not the pile of new material. */
export const cardsOf = (column) => all(".theme-cards .theme:not([data-pile])", column);

/** Where one acts, and the versions seen of these cards. */
export function seen(column, cards) {
  const versions = Object.fromEntries(cards.map((card) => [card.dataset.theme, card.dataset.version]));
  return { area: column.dataset.area, group: column.dataset.group, seen: versions };
}

/** The cards that hold these passages. */
export function holding(column, keys) {
  const wanted = new Set(keys);
  return all(".theme", column).filter((card) => all("[data-key]", card).some((item) => wanted.has(item.dataset.key)));
}

/** The ticked passages' items. */
export const ticked = () => all(".theme-passage").filter((item) => item.querySelector("input")?.checked);

/** Fetch the passages of a card beyond its first ones, once; resolves when they stand there, hidden or not. */
async function filled(card) {
  const { rest } = card.dataset;
  if (!rest) return;
  delete card.dataset.rest;
  const answer = await fetch(rest, { cache: "no-store" });
  if (!answer.ok) {
    card.dataset.rest = rest;
    throw new Error(String(answer.status));
  }
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = card.querySelector(".theme-passages");
  const there = new Set(all("[data-key]", list).map((item) => item.dataset.key));
  for (const item of all("[data-more]", found)) if (!there.has(item.dataset.key)) list.append(document.importNode(item, true));
}

/** Show all passages of a card, or only the first. */
export async function open(card, wide) {
  const button = card.querySelector("[data-do=all]");
  if (wide && card.dataset.rest) {
    button?.setAttribute("aria-busy", "true");
    try {
      await filled(card);
    } catch {
      say(tr("The passages could not be fetched. Try again."));
      return;
    } finally {
      button?.removeAttribute("aria-busy");
    }
  }
  for (const item of all("[data-more]", card)) item.hidden = !wide;
  button?.setAttribute("aria-expanded", String(wide));
  card.toggleAttribute("data-open", wide);
}

function kept(column) {
  return {
    open: all(".theme[data-open]", column).map((card) => card.dataset.theme),
    ticked: ticked().filter((item) => column.contains(item)).map((item) => item.dataset.key),
    aside: column.querySelector(".set-aside")?.open ?? false,
  };
}

async function given(column, before) {
  const wide = all(".theme", column).filter((card) => before.open.includes(card.dataset.theme));
  await Promise.all(wide.map((card) => open(card, true)));
  for (const item of all(".theme-passage", column)) {
    const box = item.querySelector("input");
    if (box) box.checked = before.ticked.includes(item.dataset.key);
  }
  const aside = column.querySelector(".set-aside");
  if (aside) aside.open = before.aside;
}

/** What has the focus in a column, told so that the same can be found when the column is shown anew. */
function focusIn(column) {
  const one = document.activeElement;
  if (!column.contains(one)) return null;
  const [item, card] = [one.closest("[data-key]"), one.closest(".theme")];
  const inside = item ? `[data-key="${CSS.escape(item.dataset.key)}"]` : card ? `.theme[data-theme="${CSS.escape(card.dataset.theme)}"]` : null;
  return { inside, what: one.dataset.do ? `[data-do="${one.dataset.do}"]` : one.localName };
}

function focusAgain(column, { inside, what }) {
  const place = inside ? column.querySelector(inside) : column;
  const found = place?.querySelector(what) ?? place?.querySelector("h3") ?? column.querySelector("h3");
  found?.focus({ preventScroll: true });
}

/** Put the column as it is now in the place of the one shown; resolves to it, or null when nothing is left there. */
export async function again(column) {
  const before = kept(column);
  const answer = await fetch(column.dataset.again, { cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".theme-column");
  if (!now) {
    column.remove();
    return null;
  }
  const shown = document.importNode(now, true);
  await given(shown, before);
  const focus = focusIn(column);
  column.replaceWith(shown);
  if (focus) focusAgain(shown, focus);
  document.dispatchEvent(new CustomEvent("themes:shown", { detail: { column: shown } }));
  return shown;
}
