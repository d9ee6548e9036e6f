// One quote on the desk: words chosen, edits made of them, the printed form as the server replays it.
import { Refusal, command, post, say } from "/static/js/asking.js";
import { element } from "/static/js/dialogs.js";
import { choosing } from "/static/js/quotes/choosing.js";
import { tr } from "/static/js/words.js";

const at = (id) => document.getElementById(id);
const told = (error) => (error instanceof Refusal ? [error.message, error.hint].filter(Boolean).join(" ") : tr("The workbench did not answer as it should."));
const state = JSON.parse(at("quote-state").textContent);
const readOnly = document.body.hasAttribute("data-read-only");
let chosen = [0, 0];
let asked = 0;

const box = choosing(at("words"), (first, last) => (chosen = [first, last]));
const textOf = (first, last) => box.words.slice(first, last + 1).map((word, n) => (n ? (state.pieces[first + n - 1].end < state.pieces[first + n].start ? " " : "") : "") + word.textContent).join("");
const inside = (piece) => piece.start >= state.start && piece.end <= state.end;
const touches = (edit, start, end) => edit.start < end && edit.end > start;

/** Words that an edit stands on, for the list of changes. */
function wordsOf(edit) {
  const places = state.pieces.map((piece, n) => [piece, n]).filter(([piece]) => touches(edit, piece.start, piece.end)).map(([, n]) => n);
  return places.length ? textOf(places[0], places.at(-1)) : "";
}

const MARKS = { "": () => tr("no mark"), " –": () => "–" };

function said(edit) {
  if (edit.kind === "punctuation") return `${wordsOf(edit)} → ${MARKS[edit.text]?.() ?? edit.text}`;
  if (["mask", "refer"].includes(edit.kind)) return `${wordsOf(edit)} → [${edit.text}]`;
  if (edit.kind === "clarify") return `${wordsOf(edit)} [${edit.text}]`;
  return wordsOf(edit);
}

function list() {
  const rows = state.edits.map((edit, n) => {
    const drop = () => change(() => state.edits.splice(n, 1));
    const label = tr("Take back");
    const button = element("button", { type: "button", className: "quiet small", onclick: drop }, label, element("span", { className: "hidden-text" }, ` ${said(edit)}`));
    return element("li", {}, element("span", {}, `${state.names[edit.kind]}: `, element("span", { className: "quote said" }, said(edit))), ...(readOnly ? [] : [button]));
  });
  at("changes").replaceChildren(...rows);
  at("no-changes").hidden = rows.length > 0;
}

function paint() {
  state.pieces.forEach((piece, n) => {
    const edits = state.edits.filter((edit) => touches(edit, piece.start, piece.end));
    const { classList } = box.words[n];
    classList.toggle("inside", inside(piece));
    classList.toggle("edited", edits.length > 0);
    classList.toggle("left-out", edits.some((edit) => ["omit", "remark"].includes(edit.kind)));
  });
  list();
}

const drafted = () => ({ source: state.source, start: state.start, end: state.end, edits: state.edits });

async function show() {
  const mine = (asked += 1);
  try {
    const answer = await post("/api/quotes/preview", drafted());
    if (mine !== asked) return;
    const [open, close] = at("printed").dataset.marks;
    at("printed").textContent = `${open}${answer.printed}${close}`;
    at("wrong").hidden = true;
    state.edits = answer.edits;
    list();
  } catch (error) {
    if (mine !== asked) return;
    at("wrong").textContent = told(error);
    at("wrong").hidden = false;
  }
}

function change(how) {
  how();
  state.edits.sort((one, other) => one.start - other.start);
  paint();
  show();
}

/** Put an edit in the place of those that it lies on. */
function make(kind, start, end, text = "") {
  change(() => {
    state.edits = state.edits.filter((edit) => !touches(edit, start, end));
    state.edits.push({ kind, start, end, text });
  });
}

function ask(label, value, done, options) {
  at("asking")?.remove();
  const field = options
    ? element("select", { id: "asked" }, ...options.map(([key, name]) => element("option", { value: key }, name)))
    : element("input", { type: "text", id: "asked", value, maxLength: 80, autocomplete: "off", required: true });
  const close = () => {
    form.remove();
    box.to(chosen[1]);
  };
  const submit = (event) => {
    event.preventDefault();
    done(options ? field.value : field.value.trim());
    close();
  };
  const form = element("form", { id: "asking", className: "asking", onsubmit: submit }, element("label", { for: "asked" }, label), field, element("button", { className: "main small" }, tr("Do it")), element("button", { type: "button", className: "quiet small", onclick: close }, tr("Cancel")));
  form.addEventListener("keydown", (event) => event.key === "Escape" && close());
  document.querySelector(".tools").append(form);
  field.focus();
}

/** The places that a mark may be put at, of the words chosen: the mark itself, else the end of the last word. */
function markPlace() {
  const last = state.pieces[chosen[1]], next = state.pieces[chosen[1] + 1];
  if (!last.word) return [last.start, last.end];
  return next && !next.word && next.start === last.end && next.end <= state.end ? [next.start, next.end] : [last.end - 1, last.end];
}

const MARK_CHOICES = () => [[".", "."], [",", ","], ["…", "…"], [" –", "–"], [";", ";"], [":", ":"], ["", tr("no mark")]];
const LABELS = { mask: () => tr("Role that stands in"), refer: () => tr("What is meant, instead of the words"), clarify: () => tr("What is meant, after the words") };

const deeds = {
  omit: (start, end) => make("omit", start, end, state.omission),
  case: (start) => make("case", start, start + 1),
  punctuation: () => ask(tr("Mark after the word"), "", (mark) => make("punctuation", ...markPlace(), mark), MARK_CHOICES()),
  span: (start, end) => change(() => {
    [state.start, state.end] = [start, end];
    state.edits = state.edits.filter((edit) => edit.start >= start && edit.end <= end);
  }),
};

document.addEventListener("click", (event) => {
  const kind = event.target.closest("[data-edit]")?.dataset.edit;
  if (!kind) return;
  const [start, end] = [state.pieces[chosen[0]].start, state.pieces[chosen[1]].end];
  if (kind !== "span" && (start < state.start || end > state.end)) say(tr("Choose words within the quote, or widen it first: “Quote just these”."));
  else if (deeds[kind]) deeds[kind](start, end);
  else ask(LABELS[kind](), "", (text) => text && make(kind, start, end, text));
});

async function keep(form) {
  const body = { command: command(), id: state.id, revision: state.revision, ...drafted(), why: form.why.value, use: form.use.value, theme: form.theme.value };
  const answer = await post("/api/quotes", body);
  sessionStorage.setItem("spegla-said", tr("Kept."));
  location.assign(`/quotes#quote-${answer.id}`);
}

at("decision").addEventListener("submit", (event) => {
  event.preventDefault();
  keep(event.target).catch((error) => say(told(error)));
});
at("remove")?.addEventListener("click", () =>
  post(`/api/quotes/${state.id}/remove`, { command: command(), revision: state.revision })
    .then(() => location.assign("/quotes"))
    .catch((error) => say(told(error))));

box.to(Math.max(0, state.pieces.findIndex(inside)), { move: false });
paint();
