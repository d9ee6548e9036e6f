// What is done with the whole source, in the panel: its kind, cleaning of printed pages, removal.
import { Refusal, command, post, say } from "/static/js/asking.js";
import { agreed } from "/static/js/dialogs.js";
import { ntr, tr } from "/static/js/words.js";

const told = (error) => {
  if (!(error instanceof Refusal)) throw error;
  say([error.message, error.hint].filter(Boolean).join(" "));
};

/** Make the fields in `box` work for the source with this number. */
export function ready(box, source) {
  const address = `/api/sources/${source}`;
  box.querySelector("select").addEventListener("change", (event) => named(address, event.target).catch(told));
  box.querySelector("[data-clean]")?.addEventListener("click", () => clean(`${address}/clean`).catch(told));
  box.querySelector("[data-remove]").addEventListener("click", () => remove(`${address}/remove`).catch(told));
}

async function named(address, select) {
  const { said } = await post(`${address}/kind`, { kind: select.value });
  after(said, location.pathname);
}

async function clean(address) {
  let found = await post(address, { command: command() });
  if (!found.done) {
    const text = ntr("{n} coding would lose all its words and be removed.", "{n} codings would lose all their words and be removed.", found.losing);
    if (!(await agreed(tr("Clean the text all the same?"), text, tr("Clean"), { danger: true }))) return;
    found = await post(address, { command: command(), agreed: true });
  }
  after(found.said, location.pathname);
}

async function remove(address) {
  const { codings } = await post(address, { codings: null });
  const lost = codings ? ntr("{n} coding goes with it, and what themes and claims rest on it.", "{n} codings go with it, and what themes and claims rest on them.", codings) : tr("Nothing is coded in it.");
  const text = `${lost} ${tr("It cannot be undone. The file on your computer and older backups are left as they are.")}`;
  if (!(await agreed(tr("Remove the source from the project?"), text, tr("Remove"), { danger: true }))) return;
  const { said } = await post(address, { codings });
  after(said, "/");
}

function after(said, address) {
  sessionStorage.setItem("spegla-said", said);
  location.assign(address);
}
