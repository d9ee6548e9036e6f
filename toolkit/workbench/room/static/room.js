// The page in somebody's hand: comes in with the code, follows the host's step, sends what is written until it has arrived.
import { ask } from "./asking.js";
import { drawDots } from "./dots.js";
import { command, forget, Kept } from "./kept.js";

const words = JSON.parse(document.getElementById("words").textContent);
const LONGEST = Number(document.body.dataset.longest);
const OFTEN = 2500, SELDOM = 15000, FEW_LEFT = 200;
const el = (id) => document.getElementById(id);
const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (whole, place) => (place in values ? String(values[place]) : whole));

let state = null; // what the room said last
let at = null; // the step that this page shows: the host's, unless something is being written
let kept = null;
let pointed = 0; // the finding that the host pointed at last
let dotted = 0; // how often dots were given or kept
let pause = OFTEN, timer = 0, ending = 0;
let asked = false, looking = false, sending = false, giving = false, over = false;

const show = (id) => { for (const one of ["enter", "session", "over"]) el(one).hidden = one !== id; };
const length = (text) => Array.from(text).length;

/* Following the room. */

async function look() {
  clearTimeout(timer);
  if (over || looking) return;
  looking = true;
  try {
    const before = dotted;
    const told = await ask("/state");
    follow(before === dotted ? told : { ...told, given: state.given }); // what it says of dots may be older
    pause = OFTEN;
    send();
    sendDots();
  } catch (no) {
    notSeen(no);
  } finally {
    looking = false;
  }
  if (!over && !asked) timer = setTimeout(look, document.hidden ? SELDOM : pause);
}

function notSeen(no) {
  if (no.status === 401) return comeIn();
  if (no.status === 410) return goodbye();
  pause = Math.min(SELDOM, pause * 1.6);
  if (state) return waiting(true);
  show("enter");
  el("enter-no").textContent = say("away");
}

function follow(told) {
  if (over) return;
  const first = !kept || state?.key !== told.key;
  state = told;
  if (first) begin();
  clearTimeout(ending);
  ending = setTimeout(goodbye, told.left * 1000);
  if (el("session").hidden) show("session");
  if (kept.dots) told.given = kept.dots;
  const moved = at?.key !== told.step?.key;
  if (first || (moved && !el("text").value.trim())) goTo(told.step);
  el("gone-on").hidden = at?.key === told.step?.key;
  if (at && !at.dots) preset(told.finding);
  if (at?.dots) drawDots(told, { say, give });
  waiting(false);
}

function begin() {
  kept = new Kept(state.key);
  at = null;
  el("who").value = kept.who;
  el("who-field").hidden = !state.named;
  el("house").hidden = false;
  el("told").textContent = state.told;
  const numbers = Array.from({ length: state.findings }, (_, i) => new Option(say("about_one", { n: i + 1 }), String(i + 1)));
  el("about").replaceChildren(new Option(say("about_all"), "0"), ...numbers);
  el("text").value = "";
}

function goTo(step) {
  const moved = at !== null;
  at = step;
  pointed = 0;
  el("prompt").textContent = step ? step.prompt : say("begins");
  el("house").open = !step;
  el("answer").hidden = !step || step.dots > 0;
  el("dots").hidden = !step?.dots;
  el("about-field").hidden = !state.findings;
  el("text").value = step ? kept.draft(step.key) : "";
  el("about").value = "0";
  el("said").textContent = el("answer-no").textContent = "";
  count();
  if (moved) el("prompt").focus();
}

/** What the host points at is what an answer is about, until somebody chooses another; no choice is changed while one writes. */
function preset(finding) {
  if (finding === pointed || el("text").value.trim()) return;
  pointed = finding;
  el("about").value = String(finding);
}

function comeIn() {
  asked = true;
  keep();
  clearTimeout(timer);
  show("enter");
  el("code").focus();
}

el("enter").addEventListener("submit", async (event) => {
  event.preventDefault();
  el("enter-no").textContent = "";
  try {
    await ask("/enter", { code: el("code").value.slice(0, 40) });
    el("code").value = "";
    asked = false;
    look();
  } catch (no) {
    if (no.status === 410) return goodbye();
    el("enter-no").textContent = no.message || say("away");
    el("code").select();
  }
});

/* Writing and sending. */

el("answer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = el("text").value.trim();
  if (!text) return el("text").focus();
  if (length(text) > LONGEST) return void (el("answer-no").textContent = say("too_long"));
  kept.keepDraft(at.key, "", el("who").value);
  kept.add({ command: command(), step: at.key, text, who: state.named ? el("who").value.trim() : "", about: Number(el("about").value) || 0 });
  el("text").value = el("answer-no").textContent = "";
  count();
  el("text").focus();
  send();
});

el("text").addEventListener("input", () => { keep(); count(); });
el("who").addEventListener("input", () => keep());
el("follow").addEventListener("click", () => { keep(); goTo(state.step); follow(state); });

function keep() {
  if (kept && at) kept.keepDraft(at.key, el("text").value, el("who").value);
}

function count() {
  const left = LONGEST - length(el("text").value);
  el("signs").textContent = left < FEW_LEFT ? say("left_signs", { n: left }) : "";
}

async function send() {
  if (sending || over || !kept.waiting.length) return;
  sending = true;
  try {
    while (kept.waiting.length && !over) {
      const answer = kept.waiting[0];
      state.sent = (await ask("/answer", answer)).sent;
      kept.arrived(answer.command);
      el("said").textContent = `${say("taken")} ${say("again")}`;
      waiting(false);
    }
  } catch (no) {
    notSent(no);
  } finally {
    sending = false;
  }
}

function notSent(no) {
  if (no.status === 410) return goodbye();
  if (no.status === 401) return comeIn();
  if (no.status === 422 || no.status === 413) return giveBack(no.message);
  waiting(!no.status);
}

/** What the room does not take goes back to where it was written, with the reason: nothing is thrown away. */
function giveBack(sentence) {
  const answer = kept.waiting[0];
  kept.arrived(answer.command);
  const before = at?.key === answer.step ? el("text").value : kept.draft(answer.step);
  kept.keepDraft(answer.step, before ? `${answer.text}\n${before}` : answer.text, el("who").value);
  if (at?.key === answer.step) el("text").value = kept.draft(answer.step);
  el("answer-no").textContent = sentence;
  count();
}

function give(given) {
  dotted += 1;
  kept.keepDots(given);
  sendDots();
}

async function sendDots() {
  if (giving || over || !kept.dots) return;
  giving = true;
  try {
    while (kept.dots && !over) {
      const wanted = kept.dots;
      const { given } = await ask("/dots", { dots: wanted });
      if (kept.dots !== wanted) continue; // another was given meanwhile
      kept.keepDots(null);
      dotted += 1;
      state.given = given;
      el("said").textContent = say("taken");
    }
  } catch (no) {
    dotsNotSent(no);
  } finally {
    giving = false;
  }
  if (!over && at?.dots) drawDots(state, { say, give });
}

function dotsNotSent(no) {
  if (no.status === 410) return goodbye();
  if (no.status === 401) return comeIn();
  if (no.status === 422) kept.keepDots(null); // the next look says what is kept
  el("said").textContent = no.message;
  waiting(!no.status);
}

/** Say whether there is contact, and how much of what was written here has not arrived. */
function waiting(away) {
  const n = kept.waiting.length;
  const text = [away ? say("away") : "", n ? say("kept", { n }) : ""].join(" ").trim();
  el("waiting").hidden = !text;
  if (el("waiting").textContent !== text) el("waiting").textContent = text;
  el("sent").textContent = state.sent ? say("sent", { n: state.sent }) : "";
}

/* The end. */

function goodbye() {
  if (over) return;
  over = true;
  clearTimeout(timer);
  const lost = kept ? [...kept.waiting.map((one) => one.text), ...Object.values(kept.now.drafts)] : [];
  forget();
  show("over");
  el("over-head").textContent = say("closed");
  el("lost").hidden = !lost.length;
  el("lost-head").textContent = say("closed_lost");
  el("lost-list").replaceChildren(...lost.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  el("over-more").textContent = lost.length ? "" : say("closed_more");
  el("text").value = el("who").value = "";
  el("over-head").focus();
}

document.addEventListener("visibilitychange", () => document.hidden || look());
addEventListener("online", look);
look();
