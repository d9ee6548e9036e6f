// The corrections of a text in the panel: when, by whom, what; the newest can be taken back.
import { Refusal, command, get, post, say } from "/static/js/asking.js";
import { agreed } from "/static/js/dialogs.js";
import { ntr, tr } from "/static/js/words.js";
import { button, make } from "./elements.js";

/** Fill `box` with the corrections of a source; `edition` is the number of the text that is shown. */
export async function list(box, { source, edition, readOnly }) {
  const { revisions } = await get(`/api/sources/${source}/revisions`);
  const items = revisions.map((one) => line(one, { source, edition, readOnly }));
  box.replaceChildren(...(items.length ? [make("h3", { text: tr("Corrections of the text") }), make("ul", { class: "plain-list small" }, ...items)] : []));
}

function line(one, { source, edition, readOnly }) {
  const when = new Date(one.at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
  const places = one.edits ? `, ${ntr("{n} place", "{n} places", one.edits)}` : "";
  const back = one.undoable && !readOnly ? button(tr("Take back"), () => undo(source, one.number, edition), { class: "quiet small" }) : null;
  return make("li", {}, `${when}: ${one.what}${places} `, make("span", { class: "person soft", text: one.coder }), " ", back);
}

async function undo(source, number, edition) {
  const address = `/api/sources/${source}/revisions/${number}/undo`;
  try {
    const found = await post(address, { command: command(), edition });
    if (!found.done) {
      const text = ntr("{n} coding made since would lose all its words and be removed.", "{n} codings made since would lose all their words and be removed.", found.losing);
      if (!(await agreed(tr("Take the correction back all the same?"), text, tr("Take back"), { danger: true }))) return;
      await post(address, { command: command(), edition, agreed: true });
    }
    location.reload();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say([error.message, error.hint].filter(Boolean).join(" "));
  }
}
