// The note-taker's page: steps, what a response is of, entries by keyboard, news from the room, time, and the end.
import { command, get, post, say } from "/static/js/asking.js";
import { keeping } from "/static/js/reflecting/keeping.js";
import { looking } from "/static/js/reflecting/looking.js";
import { rows, words } from "/static/js/reflecting/rows.js";
import { sending } from "/static/js/reflecting/sending.js";
import { timing } from "/static/js/reflecting/timing.js";
import { leftOver, waitingLine } from "/static/js/reflecting/waiting.js";
import { have } from "/static/js/watching.js";
import { ntr, tr } from "/static/js/words.js";

const data = JSON.parse(document.getElementById("session-data").textContent);
const at = (id) => document.getElementById(id);
const address = `/api/reflect/sessions/${data.session}`;
const kept = keeping(data.session, data.made);
const editable = data.state === "open" && !document.body.hasAttribute("data-read-only");
const steps = ["", ...data.steps.map((one) => one.key)];
const entry = at("entry");

const model = {
  longest: data.longest,
  named: data.named,
  mark: data.mark,
  responses: data.responses,
  stage: data.stage,
  shown: data.stage.step,
  step: () => data.steps.find((one) => one.key === model.shown),
  /** The responses of the step that is shown: what waits for the wall first; those to be given dots in order of these. */
  here() {
    const dotted = model.step()?.dots;
    const found = model.responses.filter((one) => (dotted ? data.steps.some((each) => each.key === one.step) : one.step === model.shown));
    if (dotted) return found.sort((a, b) => b.dots - a.dots || a.number - b.number);
    return found.sort((a, b) => Number(b.hidden && b.device) - Number(a.hidden && a.device) || b.number - a.number);
  },
};

const list = rows({ list: at("responses"), model, findings: data.findings, editable, kept, changed: () => look() });
let lost = false;
const line = waitingLine({ place: at("waiting"), sender: () => sender, lost: () => lost });
const sender = sending({ session: data.session, kept, told: line, taken: (answer) => (have(answer.mark), look()) });
const time = timing({ told: timeTold });

function timeTold({ left, seconds }) {
  at("time-left").hidden = !seconds;
  document.querySelector('#times [data-seconds="0"]').hidden = !seconds || !editable;
  const text = left ? ntr("{n} minute left", "{n} minutes left", Math.ceil(left / 60)) : tr("The time is up.");
  if (seconds && at("time-left").textContent !== text) at("time-left").textContent = text;
}

function waits() {
  const n = model.responses.filter((one) => one.hidden && one.device).length;
  at("incoming").hidden = !n || !editable;
  at("incoming-words").textContent = ntr("{n} response from own devices waits to be let through", "{n} responses from own devices wait to be let through", n);
}

function draw() {
  const here = model.here();
  list.show(here, model.step());
  at("nothing").hidden = here.length > 0 || !model.shown;
  for (const each of document.querySelectorAll("[data-count]")) {
    const n = model.responses.filter((one) => one.step === each.dataset.count).length;
    each.textContent = n || "";
  }
  waits();
}

/** Show a step on this page; the wall is told by `stage`. */
function showStep(step) {
  model.shown = step;
  for (const one of document.querySelectorAll(".desk-steps [data-step]")) one.setAttribute("aria-pressed", String(one.dataset.step === step));
  for (const one of document.querySelectorAll("[data-panel]")) one.hidden = one.dataset.panel !== step;
  if (entry) entry.hidden = !step || Boolean(model.step()?.dots);
  draw();
}

const finding = () => Number(document.querySelector("[name=about]:checked")?.value ?? 0);

let told = Promise.resolve(); // one after the other: what was told last must also arrive last

function stage() {
  if (!editable) return;
  written();
  told = told.then(async () => {
    const body = { step: model.shown, finding: finding(), tally: Boolean(at("tally")?.checked) };
    try {
      model.stage = (await post(`${address}/stage`, body)).stage;
    } catch (error) {
      say(words(error));
    }
  });
}

function chooseStep(step) {
  if (step === undefined || step === model.shown) return;
  showStep(step);
  stage();
  at("entry-text")?.focus();
}

function found(answer) {
  if (lost) (lost = false), line();
  have(answer.mark);
  model.mark = answer.mark;
  model.stage = answer.stage;
  time.set(answer.stage);
  if (answer.state && answer.state !== data.state) return location.reload();
  if (!answer.responses) return;
  model.responses = answer.responses;
  draw();
}

const look = looking({ address: () => `${address}?mark=${model.mark}`, found, lost: () => ((lost = true), line()) });

/** Enter saves; the field is empty again at once, and what was written waits in this browser until it is confirmed. */
function taken(event) {
  event.preventDefault();
  const field = at("entry-text");
  const text = field.value.trim();
  if (!text) return;
  const of = data.findings[finding() - 1];
  const said = { step: model.shown, text, who: at("entry-who")?.value ?? "", hidden: at("entry-hidden").checked };
  sender.say({ ...said, claim: of?.claim ?? 0, theme: of?.theme ?? "", command: command(), at: Date.now() });
  entry.reset(); // a name or a tick that stayed would be the next person's
  written();
  field.focus();
}

function written() {
  const now = { step: model.shown, about: finding(), text: at("entry-text").value, who: at("entry-who")?.value ?? "", hidden: at("entry-hidden").checked };
  kept.write({ ...kept.written(), ...now });
}

function keys(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const [by, several] = { ArrowUp: [-1, false], ArrowDown: [1, false], PageUp: [-1, true], PageDown: [1, true] }[event.key] ?? [];
  if (!by) return;
  event.preventDefault();
  if (several) return chooseStep(steps[steps.indexOf(model.shown) + by]);
  const all = [...document.querySelectorAll("[name=about]")];
  const next = all[all.findIndex((one) => one.checked) + by];
  if (next) (next.checked = true), next.closest("label").scrollIntoView({ block: "nearest" }), stage();
}

function entering() {
  const { text = "", who = "", hidden = false } = kept.written();
  at("entry-text").value = text;
  if (at("entry-who")) at("entry-who").value = who;
  at("entry-hidden").checked = hidden;
  entry.addEventListener("submit", taken);
  entry.addEventListener("input", written);
  at("entry-text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) (event.preventDefault(), entry.requestSubmit());
  });
}

async function asked(act) {
  try {
    await act();
  } catch (error) {
    say(words(error));
  }
}

function closing() {
  const dialog = at("closing");
  at("close-session").addEventListener("click", () => {
    const n = sender.waiting().length;
    const half = !n && (at("entry-text").value.trim() || document.querySelector(".desk-row form"));
    at("closing-yes").disabled = n > 0 || Boolean(half);
    at("closing-words").textContent = half
      ? tr("Something is written and not saved: save it, or empty the field.")
      : n
      ? ntr("{n} entry has not reached the workbench yet. Wait until it has, or throw it away.", "{n} entries have not reached the workbench yet. Wait until they have, or throw them away.", n)
      : tr("No more can be said at it, and no response can be changed.");
    dialog.showModal();
  });
  at("closing-no").addEventListener("click", () => dialog.close());
  at("closing-yes").addEventListener("click", () =>
    asked(async () => {
      await post(`${address}/close`, { command: command() });
      kept.clear();
      history.scrollRestoration = "manual"; // what comes next stands at the top
      location.reload();
    }).finally(() => dialog.close()),
  );
}

function giving() {
  for (const button of document.querySelectorAll("#times [data-seconds]")) {
    button.disabled = !editable;
    button.addEventListener("click", () => asked(async () => time.set((await post(`${address}/time`, { seconds: Number(button.dataset.seconds) })).stage)));
  }
  at("let-through").addEventListener("click", () => asked(async () => (await post(`${address}/through`, { command: command() }), look())));
  at("tally")?.addEventListener("change", stage);
  for (const one of document.querySelectorAll("[name=about]")) one.addEventListener("change", stage);
}

for (const one of document.querySelectorAll(".desk-steps [data-step]")) one.addEventListener("click", () => chooseStep(one.dataset.step));
if (entry) entering();
if (editable) closing();
else leftOver({ place: at("left-over"), kept });
giving();
document.addEventListener("keydown", keys);
const half = kept.written();
const own = editable && half.text ? { step: half.step, finding: half.about ?? 0 } : data.stage; // half an entry stays where it was begun
const about = document.querySelector(`[name=about][value="${own.finding}"]`);
if (about) about.checked = true;
if (at("tally")) at("tally").checked = data.stage.tally;
time.set(data.stage);
showStep(steps.includes(own.step) ? own.step : "");
line();
sender.run();
get("/api/coders").then(({ coder }) => coder || say(tr("Say who takes notes, at the top of the page.")), () => {});
