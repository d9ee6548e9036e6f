// Deeds on the board: sent at once with what was seen, then the column is shown as it is stored.
import { Refusal, command, post, say } from "/static/js/asking.js";
import { tr } from "/static/js/words.js";
import { have } from "/static/js/watching.js";
import { again, columnOf, holding, seen } from "/static/js/themes/columns.js";

const TRIES = 3;

async function sent(what, body) {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await post(`/api/themes/${what}`, body);
    } catch (error) {
      if (left <= 1 || (error instanceof Refusal && error.status !== 503)) throw error;
    }
  }
}

/** Do it; whatever the answer, the column shows what is stored. Resolves to whether it was done. */
async function deed(column, what, body, said) {
  let done = false;
  try {
    const { mark } = await sent(what, { ...body, command: command() });
    have(mark);
    done = true;
    say(said);
  } catch (error) {
    say([error.message, error.hint].filter(Boolean).join(" "));
  }
  try {
    const shown = await again(column);
    return { done, column: shown };
  } catch {
    say(tr("The workbench did not answer as it should."));
    return { done, column };
  }
}

function focused(column, theme) {
  const card = column?.querySelector(`[data-theme="${CSS.escape(theme)}"]`);
  (card?.querySelector("h3") ?? column?.querySelector("h3"))?.focus({ preventScroll: !card });
}

/** Put passages into another theme: its id, "new" with a name, or "aside". */
export async function move(column, keys, { to, name = "", title = "" }) {
  const from = holding(column, keys);
  const target = column.querySelector(`.theme[data-theme="${CSS.escape(to)}"]`);
  const body = { ...seen(column, target ? [...from, target] : from), passages: keys };
  const ways = { new: ["split", { ...body, name }], aside: ["loosen", body] };
  const [what, whole] = ways[to] ?? ["move", { ...body, to }];
  const said = { new: tr("Made a new theme: {name}", { name }), aside: tr("Set aside.") }[to] ?? tr("Moved to {name}.", { name: title });
  const answer = await deed(column, what, whole, said);
  if (answer.done) focused(answer.column, to === "new" || to === "aside" ? (from[0]?.dataset.theme ?? "") : to);
  return answer.done;
}

/** Make themes one. */
export async function merge(card, other) {
  const column = columnOf(card);
  const body = { ...seen(column, [other, card]), themes: [other.dataset.theme, card.dataset.theme] };
  const answer = await deed(column, "merge", body, tr("Merged into {name}.", { name: other.dataset.name }));
  if (answer.done) focused(answer.column, other.dataset.theme);
}

/** Give a theme a name. */
export async function rename(card, name) {
  const column = columnOf(card);
  const answer = await deed(column, "rename", { ...seen(column, [card]), theme: card.dataset.theme, name }, tr("Named: {name}", { name }));
  focused(answer.column, card.dataset.theme);
}

/** Set a theme aside, or take it back. */
export async function putAside(card, aside) {
  const column = columnOf(card);
  const said = aside ? tr("Set aside: no report tells this theme.") : tr("Taken back.");
  const answer = await deed(column, "aside", { ...seen(column, [card]), theme: card.dataset.theme, aside }, said);
  focused(answer.column, aside ? "" : card.dataset.theme);
}
