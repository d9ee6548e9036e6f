// Edits of the scheme: the first press tells what it will do, the second does it.
import { command, post, Refusal } from "../asking.js";
import { tr } from "../words.js";

const seen = document.querySelector(".scheme").dataset.seen;
const parts = (form) => ({
  effects: form.querySelector(".effects"),
  refusal: form.querySelector(".refusal"),
  look: form.querySelector(".look"),
  go: form.querySelector(".do"),
});
const fields = (form) => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));

function forget(form) {
  const { effects, refusal, look, go } = parts(form);
  effects.hidden = refusal.hidden = go.hidden = true;
  look.hidden = false;
  delete form.dataset.command;
}

function refuse(form, error) {
  const { refusal } = parts(form);
  const told = error instanceof Refusal ? [error.message, error.hint] : [tr("The workbench cannot be reached. Is it still running?")];
  refusal.textContent = told.filter(Boolean).join(" ");
  refusal.hidden = false;
}

async function look(form) {
  const { sentences } = await post("/api/scheme/preview", fields(form));
  const { effects, look: button, go } = parts(form);
  effects.firstElementChild.replaceChildren(...sentences.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  effects.hidden = go.hidden = false;
  button.hidden = true;
  form.dataset.command = command();
  go.focus();
}

async function fulfil(form) {
  const { go } = await post("/api/scheme/change", { ...fields(form), seen, command: form.dataset.command });
  if (location.pathname === go) location.reload();
  else location.assign(go);
}

for (const form of document.querySelectorAll("form.wish")) {
  form.addEventListener("input", () => forget(form));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    parts(form).refusal.hidden = true;
    const buttons = form.querySelectorAll("button");
    buttons.forEach((button) => button.setAttribute("aria-disabled", "true"));
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    try {
      await (form.dataset.command ? fulfil(form) : look(form));
    } catch (error) {
      if (error instanceof Refusal) forget(form);
      refuse(form, error);
    } finally {
      delete form.dataset.busy;
      buttons.forEach((button) => button.removeAttribute("aria-disabled"));
    }
  });
}
