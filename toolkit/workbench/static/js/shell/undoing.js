// Undo and redo from every page: by the buttons of the bar and by Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y.
import { answered, command, post, say } from "/static/js/asking.js";
import { have } from "/static/js/watching.js";

const SAID = "spegla-said";

/** Tell the page that something stored has changed; a page that does not refresh itself is loaded anew. */
export function changed(detail) {
  const event = new CustomEvent("spegla:changed", { detail, cancelable: true });
  if (document.dispatchEvent(event)) {
    sessionStorage.setItem(SAID, detail.said);
    location.reload();
  }
}

async function step(which) {
  await answered();
  const answer = await post(`/api/${which}`, { command: command() });
  have(answer.mark);
  say(answer.said);
  changed({ ...answer, which });
}

function wanted(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return "";
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" && !event.shiftKey ? "redo" : "";
}

/** Listen for undo and redo; `asked` tells what goes wrong, `typing` says whose keys they are. */
export function undoing({ asked, typing }) {
  const said = sessionStorage.getItem(SAID);
  if (said) {
    sessionStorage.removeItem(SAID);
    say(said);
  }
  const buttons = ["undo", "redo"].map((which) => [which, document.getElementById(which)]);
  if (!buttons[0][1]) return;
  for (const [which, button] of buttons) button.addEventListener("click", () => asked(() => step(which)));
  document.addEventListener("keydown", (event) => {
    const which = wanted(event);
    if (!which || typing(event)) return;
    event.preventDefault();
    asked(() => step(which));
  });
}
