// Asking where passages shall go, which theme to merge with, and what a theme is called.
import { closer, element, ending, show } from "/static/js/dialogs.js";
import { tr } from "/static/js/words.js";

/** Ask for a name; resolves to it, or "" when nothing was said. */
export function named(title, before = "", hint = tr("A statement or a few words: what do these passages have in common?")) {
  return new Promise((resolve) => {
    let answer = "";
    const field = element("input", { type: "text", id: "theme-name", value: before, maxLength: 200, size: 48, autocomplete: "off", required: true });
    const label = element("label", { for: "theme-name" }, tr("Name of the theme"));
    const keep = element("button", { type: "submit", className: "main" }, tr("Save"));
    const form = element("form", { method: "dialog" }, label, field, element("p", { className: "soft small" }, hint), ending(closer(tr("Cancel")), keep));
    form.addEventListener("submit", () => (answer = field.value.trim()));
    const dialog = show(title, form);
    dialog.addEventListener("close", () => resolve(answer));
    field.select();
  });
}

function listed(title, choices) {
  return new Promise((resolve) => {
    let answer = null;
    const items = choices.map(({ text, value, quiet, number }) =>
      element("li", {}, element("button", {
        type: "button",
        "data-number": number ?? "",
        className: quiet ? "choice-line quiet" : "choice-line",
        onclick: () => {
          answer = value;
          dialog.close();
        },
      }, text)),
    );
    const dialog = show(title, element("ul", { className: "plain-list choice-list" }, ...items), ending(closer(tr("Cancel"))));
    dialog.addEventListener("keydown", (event) => stepped(event, dialog));
    dialog.addEventListener("close", () => resolve(answer));
    dialog.querySelector(".choice-line")?.focus();
  });
}

function stepped(event, dialog) {
  if (["1", "2", "3"].includes(event.key)) dialog.querySelector(`[data-number="${event.key}"]`)?.click();
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  const lines = [...dialog.querySelectorAll(".choice-line")];
  const at = lines.indexOf(document.activeElement);
  event.preventDefault();
  lines[(at + by + lines.length) % lines.length].focus();
}

const choice = (card) => ({ text: card.dataset.name, value: { to: card.dataset.theme, title: card.dataset.name } });

/** Ask where passages shall go, the machine's best themes first; resolves to {to, name, title} or null. */
export async function destination(cards, title, best = []) {
  const fixed = [
    { text: tr("A new theme …"), value: { to: "new" }, quiet: true },
    { text: tr("Set aside"), value: { to: "aside" }, quiet: true },
  ];
  const likest = best.map((one, at) => ({ text: `${at + 1}. ${one.name} – ${one.because}`, number: at + 1, value: { to: one.theme, title: one.name } }));
  const rest = cards.filter((card) => !best.some((one) => one.theme === card.dataset.theme));
  const answer = await listed(title, [...likest, ...rest.map(choice), ...fixed]);
  if (answer?.to !== "new") return answer;
  const name = await named(tr("A new theme"));
  return name ? { ...answer, name } : null;
}

/** Ask which theme to merge with; resolves to its card or null. */
export async function partner(cards, title) {
  return listed(title, cards.map((card) => ({ text: card.dataset.name, value: card })));
}
