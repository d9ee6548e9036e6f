// Dialogs made of elements: a title, what is in it, a row of buttons; Escape closes, focus goes back by itself.
import { tr } from "/static/js/words.js";

/** An element with properties, attributes (`aria-…`, `data-…`, `for`), listeners (`onclick` …) and children (text or elements). */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && !name.includes("-")) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

let made = 0;

/** Show a dialog; it is gone from the page when it closes. Returns the element: `close()` it, or listen to "close". */
export function show(title, ...content) {
  const heading = element("h2", { id: `dialog-${(made += 1)}` }, title);
  const dialog = element("dialog", { "aria-labelledby": heading.id }, heading, ...content);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** A button that closes the dialog it stands in. */
export const closer = (text = tr("Close")) =>
  element("button", { type: "button", onclick: (event) => event.target.closest("dialog").close() }, text);

/** A row of buttons at the end of a dialog. */
export const ending = (...buttons) => element("div", { className: "dialog-end" }, ...buttons);

/** Ask yes or no; resolves to true only for yes. */
export function agreed(title, text, yes, { danger = false } = {}) {
  return new Promise((resolve) => {
    let answer = false;
    const decide = () => {
      answer = true;
      dialog.close();
    };
    const button = element("button", { type: "button", className: danger ? "danger" : "main", onclick: decide }, yes);
    const dialog = show(title, element("p", {}, text), ending(closer(tr("Cancel")), button));
    dialog.addEventListener("close", () => resolve(answer));
  });
}
