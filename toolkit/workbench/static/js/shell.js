// What every page does: undo and redo, who codes, language and light, the menu, and the blur of a presentation.
import { Refusal, post, say } from "/static/js/asking.js";
import { chooseCoder, invite, showSteps } from "/static/js/shell/dialogs.js";
import { undoing } from "/static/js/shell/undoing.js";
import { tr } from "/static/js/words.js";

const root = document.documentElement;
const on = (id, act) => document.getElementById(id)?.addEventListener("click", act);

/** Whether keys belong to what has the focus (a text field, an open dialog) and not to the page. */
const typing = (event) => event.target.closest?.("input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable], dialog");

async function asked(act) {
  try {
    await act();
  } catch (error) {
    say(error instanceof Refusal ? [error.message, error.hint].filter(Boolean).join(" ") : String(error.message));
  }
}

function blurring() {
  const button = document.getElementById("blur");
  const toggle = () => button.setAttribute("aria-pressed", String(!root.classList.toggle("unblurred")));
  button.addEventListener("click", toggle);
  document.addEventListener("keydown", (event) => {
    if (event.key === "b" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event)) toggle();
  });
  document.addEventListener("pointerover", (event) => event.target.closest?.("[title]")?.removeAttribute("title"), true);
}

function menu() {
  const panel = document.getElementById("menu");
  document.addEventListener("pointerdown", (event) => {
    if (panel.open && !panel.contains(event.target)) panel.open = false;
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    panel.open = false;
    panel.querySelector("summary").focus();
  });
  panel.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !panel.contains(event.relatedTarget)) panel.open = false;
  });
  return () => (panel.open = false);
}

/** The sentences of a refusal, which comes as a document or as a page. */
function sentences(answer) {
  try {
    const { error, hint } = JSON.parse(answer);
    return [error, hint];
  } catch {
    const page = new DOMParser().parseFromString(answer, "text/html");
    return [...page.querySelectorAll("[data-refused]")].map((one) => one.textContent);
  }
}

document.addEventListener("htmx:responseError", (event) => {
  const told = sentences(event.detail.xhr.responseText).filter(Boolean).join(" ");
  say(told || tr("The workbench did not answer as it should."));
});
document.addEventListener("htmx:sendError", () => say(tr("There is no connection to the workbench. Try again.")));
const closeMenu = menu();
on("coder", () => asked(chooseCoder));
on("steps", () => (closeMenu(), asked(showSteps)));
on("invite", () => (closeMenu(), asked(invite)));
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => asked(async () => (await post("/api/language", { language: button.dataset.language }), location.reload())));
}
for (const button of document.querySelectorAll("[data-shade-choice]")) {
  button.addEventListener("click", () =>
    asked(async () => {
      const shade = button.dataset.shadeChoice;
      if (shade) root.dataset.shade = shade;
      else delete root.dataset.shade;
      for (const other of document.querySelectorAll("[data-shade-choice]")) other.setAttribute("aria-pressed", String(other === button));
      await post("/api/shade", { shade });
    }),
  );
}
undoing({ asked, typing });
if (document.getElementById("blur")) blurring();
for (const current of document.querySelectorAll(".bar nav [aria-current]")) current.scrollIntoView({ block: "nearest", inline: "nearest" });
