// The evidence beside the draft: a sentence is chosen, and the passages it rests on are shown with the way to their place.
import { post, say } from "/static/js/asking.js";
import { element } from "/static/js/dialogs.js";
import { ntr, tr } from "/static/js/words.js";

const page = document.querySelector(".draft");
const panel = document.getElementById("evidence");
const list = document.getElementById("evidence-list");
const closing = document.getElementById("evidence-close");
const beginning = [...list.childNodes];
let chosen = null;

function told(passage) {
  const words = passage.quote
    ? element("p", { className: "quote" }, passage.quote)
    : element("p", { className: "soft" }, tr("The words are not shown: this person may not be quoted."));
  const where = element("p", { className: "small evidence-where" }, element("span", { className: "person" }, passage.person), ` · ${passage.group} ${passage.time ? `· ${passage.time} ` : ""}`,
    element("a", { href: passage.href }, tr("In the text")));
  const codes = element("p", { className: "small soft" }, passage.codes.join(" · "));
  const marks = passage.machine ? [element("p", { className: "small machine-made" }, tr("A machine suggestion that nobody has looked at"))] : [];
  return element("li", {}, words, where, codes, ...marks);
}

/** In a small window the panel lies over the page: the sentence is brought above it. */
function seenBeside(claim) {
  if (getComputedStyle(panel).position === "fixed") claim.scrollIntoView({ block: "start" });
}

function choose(claim) {
  chosen?.removeAttribute("data-chosen");
  chosen = claim;
  chosen?.setAttribute("data-chosen", "");
  panel.toggleAttribute("data-shown", Boolean(claim));
  closing.hidden = !claim;
}

/** Show what a sentence rests on. */
export async function show(claim) {
  choose(claim);
  try {
    const { passages, more } = await post("/api/draft/evidence", {
      outline: Number(page.dataset.outline),
      stamp: page.dataset.stamp,
      claim: Number(claim.dataset.claim),
    });
    if (chosen !== claim) return;
    const people = new Set(passages.map((one) => one.person)).size;
    const sum = [ntr("{n} passage", "{n} passages", passages.length + more), ntr("{n} person", "{n} people", people)].join(" · ");
    list.replaceChildren(element("p", { className: "soft small" }, sum), element("ol", { className: "plain-list" }, ...passages.map(told)));
    if (more) list.append(element("p", { className: "soft small" }, ntr("and {n} more", "and {n} more", more)));
    panel.scrollTop = 0;
    seenBeside(claim);
    document.getElementById("evidence-title").focus({ preventScroll: true });
    say(sum);
  } catch (error) {
    list.replaceChildren(element("p", { className: "note alert" }, [error.message, error.hint].filter(Boolean).join(" ")));
  }
}

/** Close the panel and go back to the sentence. */
export function close() {
  const before = chosen;
  choose(null);
  list.replaceChildren(...beginning);
  before?.focus();
}

/** Make the sentences answer to click, Enter and space, and Escape lead back. */
export function evidence() {
  const claimOf = (event) => event.target.closest?.(".claim");
  document.addEventListener("click", (event) => {
    if (claimOf(event) && !String(getSelection())) show(claimOf(event));
  });
  document.addEventListener("keydown", (event) => {
    const claim = claimOf(event);
    if (claim && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      show(claim);
    } else if (event.key === "Escape" && chosen && !document.querySelector("dialog[open]")) close();
  });
  closing.addEventListener("click", close);
}
