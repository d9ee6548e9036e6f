// The reading screen put together: what one does with the text, once its first screen is painted.
import { say } from "/static/js/asking.js";
import { ntr, tr } from "/static/js/words.js";
import { have, watch } from "/static/js/watching.js";
import { About } from "./about.js";
import { arrive } from "./arriving.js";
import { Attention } from "./attention.js";
import { Changes } from "./changes.js";
import { handles } from "./handles.js";
import { keys, reading } from "./keys.js";
import { Listing } from "./listing.js";
import { bars, codes, margin, model, painting, transcript, underline } from "./opening.js";
import { Passage } from "./panel.js";
import { Proposals } from "./proposals.js";
import { complete } from "./rest.js";
import { Round } from "./round.js";
import { Saving } from "./saving.js";
import { selecting, unselect } from "./selecting.js";
import { tabs } from "./tabs.js";

const find = (id) => document.getElementById(id);
const readOnly = "readOnly" in document.body.dataset;
const [desk, text, panel, heard] = ["desk", "text", "panel", "heard"].map(find);

await complete();

const attention = new Attention(model, transcript);
const saving = new Saving(sign);
const changes = new Changes({ model, codes, saving, transcript });
const proposals = new Proposals({ model, codes, changes, attention, readOnly });
const passage = new Passage({ box: find("tab-passage"), model, codes, transcript, attention, changes, proposals, toText, readOnly });
const round = new Round({ model, attention, proposals, changes, box: find("round"), hear: (text) => (heard.textContent = text), readOnly });
const highlight = (codings) => painting.fill(codings.length ? codings : filled());
const about = new About({ box: find("tab-source"), model, codes, changes, highlight, readOnly });
const listing = new Listing({ box: find("tab-coded"), model, codes, transcript, choose: (coding) => attention.choose(coding.id, { scroll: true }) });
const openTab = tabs(find("panel-tabs"), (name) => {
  about.open(name === "source");
  listing.open(name === "coded");
});
Object.assign(margin, { pick, hover });

function sign(waiting, problem) {
  const line = find("saved");
  line.dataset.state = problem ? "stuck" : waiting ? "going" : "";
  if (problem) line.textContent = ntr("{n} change is not saved yet. Trying again …", "{n} changes are not saved yet. Trying again …", waiting);
  else line.textContent = waiting ? tr("Saving …") : tr("Everything is saved");
  if (problem?.status === 401) say(tr("This window's pass has run out. Open a fresh address from the terminal in this browser; what you did is kept here and saved then."));
}

function pick(kind, id) {
  openTab("passage");
  if (kind === "segment") attention.chooseSegment(id);
  else attention.choose(id);
  text.focus({ preventScroll: true });
}

function hover(kind, id) {
  const coding = kind === "coding" ? model.coding(id) : null;
  painting.fill(coding ? [coding] : filled());
  painting.proposed(model.segments.get(kind === "segment" ? id : attention.segment));
}

function filled() {
  const coding = attention.adjusting === null ? model.coding(attention.chosen) : null;
  return coding && !attention.held ? [coding] : [];
}

function toText() {
  text.focus({ preventScroll: true });
}

/** The first place in view that can be coded. */
function first() {
  const [top] = inView();
  const turn = transcript.turns.find((one) => one.codable && one.box.getBoundingClientRect().bottom > top + 30) ?? transcript.turns[0];
  return { turn: turn.number, offset: 0 };
}

/** Top and bottom of the part of the window in which text is seen: under the bar, above the panel where that lies below. */
function inView() {
  const { top, left } = panel.getBoundingClientRect();
  return [Math.max(0, document.querySelector(".bar").getBoundingClientRect().bottom), left < 10 ? top : innerHeight];
}

/** Bring the words at hand into view, in the upper half, where they are not seen whole. */
function scrollTo(extent) {
  const turn = transcript.turn(extent.start.turn);
  if (!bars.visible.has(turn)) turn.box.scrollIntoView({ block: "center" });
  const [range] = transcript.ranges(extent);
  if (!range) return;
  const { top, bottom } = range.getBoundingClientRect();
  const [from, to] = inView();
  if (top < from + 50 || bottom > to - 60) window.scrollBy({ top: top - from - Math.max(50, (to - from) * 0.2), behavior: "auto" });
}

function spoken() {
  const subject = attention.held && document.activeElement === text ? attention.held : null;
  if (subject) heard.textContent = transcript.words(subject);
}

attention.addEventListener("changed", ({ detail }) => {
  const { subject } = attention;
  if ((subject || attention.place) && !detail.isRefresh) openTab("passage");
  painting.held(attention.held, attention.adjusting !== null);
  painting.fill(filled());
  painting.proposed(model.segments.get(attention.segment));
  bars.mark(attention.segment === null ? `c${attention.chosen}` : `s${attention.segment}`);
  if (detail.scroll && subject) {
    unselect();
    scrollTo(subject);
  }
  if (!detail.isRefresh) spoken();
});

model.addEventListener("changed", () => {
  underline(bars.visible);
  painting.noted(model.passageMemos());
  attention.refreshed();
  round.redraw();
});

const show = {
  area(number) {
    const code = codes.numbered(number);
    if (!code || !attention.subject || readOnly || attention.adjusting !== null) return false;
    return changes.code(attention.subject, [code.path]);
  },
  leave() {
    if (attention.adjusting !== null) passage.cancelEdges();
    else if (attention.subject || attention.place) attention.leave();
    else round.stop();
    unselect();
    toText();
  },
  memo() {
    if (!attention.subject || readOnly) return false;
    return passage.memos.write();
  },
  undo: () => find("undo")?.click(),
  suggestions() {
    model.filter((hidden) => (hidden.suggestions = !hidden.suggestions));
    say(model.hidden.suggestions ? tr("Suggestions of the machine are hidden.") : tr("Suggestions of the machine are shown."));
  },
  panel() {
    const target = panel.querySelector("[role=tabpanel]:not([hidden]) :is(.coding.chosen button, button, input)");
    if (target) target.focus();
  },
  help: () => find("keys").showModal(),
  correct: () => correct(attention.subject?.start.turn ?? attention.place?.turn ?? first().turn),
};

/** Correct a turn in a dialog whose script is only now asked for; the text is then loaded anew. */
async function correct(number) {
  if (readOnly) return false;
  await saving.idle();
  const dialog = await import("./correct.js");
  if (await dialog.correct(model.source, number)) location.reload();
  return true;
}

/** Undo waits until what it would undo is stored. */
function undoInOrder(event) {
  const isKey = event.type === "keydown";
  const which = isKey ? ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" ? (event.shiftKey ? "redo" : "undo") : "") : event.target.closest?.("#undo, #redo")?.id;
  if (!which || saving.isIdle || (isKey && event.target.closest("input, textarea"))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  saving.idle().then(() => find(which).click());
}

selecting({ transcript, attention, panel });
handles({ transcript, attention, desk });
keys({ acts: reading({ attention, passage, proposals, round, model, transcript, show, first, readOnly }), text });
for (const type of ["keydown", "click"]) document.addEventListener(type, undoInOrder, true);
find("help").addEventListener("click", show.help);
find("correct")?.addEventListener("click", show.correct);
find("keys").querySelector("button").addEventListener("click", () => find("keys").close());
have(model.mark);

arrive();
watch(() => changes.refresh());
round.arrived();
document.documentElement.dataset.reading = "ready";
