// Names and numbers: looking through everything as a job, decisions by keyboard, context on demand, masks put and taken back.
import { command, fragment, get, post, say } from "/static/js/asking.js";
import { agreed, closer, element, ending, show } from "/static/js/dialogs.js";
import { follow } from "/static/js/jobs.js";
import { ntr, tr } from "/static/js/words.js";

const place = document.getElementById("privacy");
const job = { box: document.getElementById("job"), said: document.getElementById("job-said"), bar: document.getElementById("job-progress") };
const read = location.pathname.startsWith("/privacy/source/");

function told(text) {
  const line = document.getElementById("privacy-told");
  if (line) line.textContent = text;
  else say(text);
}

const refusal = (error) => told([error.message, error.hint].filter(Boolean).join(" "));

/** Follow a job with its bar; resolves to the job when it has ended. */
async function worked(number, text) {
  job.said.textContent = text;
  job.box.hidden = false;
  const ended = await follow(number, ({ done, total }) => {
    if (total) [job.bar.max, job.bar.value] = [total, done];
  });
  job.box.hidden = true;
  job.bar.removeAttribute("value");
  return ended;
}

async function renewed() {
  if (read) return location.reload();
  const found = await fragment("/privacy/list");
  place.replaceChildren(...found.body.childNodes);
  window.htmx.process(place);
}

async function look() {
  try {
    const { job: number } = await post("/api/privacy/look", {});
    const ended = await worked(number, tr("Looking for names and numbers …"));
    if (ended.state === "done") await renewed();
    else say([ended.said, ended.hint].filter(Boolean).join(" "));
  } catch (error) {
    refusal(error);
  }
}

const still = (told, said) => told.map(({ where, n }) => said({ where, n })).join(" ");

/** What putting the masks would do in the texts, in one sentence. */
function masking({ places, sources }) {
  const counts = { places: ntr("{n} place", "{n} places", places), sources: ntr("{n} source", "{n} sources", sources) };
  const extent = tr("{places} in {sources}", counts);
  return tr("{extent} get a bracket. The words stay in the history and in the original files; the mask can be taken back.", { extent });
}

/** Ask whether the masks are to be put, and whether there, too, where it can be; resolves to null for no. */
function wanted(plan) {
  return new Promise((resolve) => {
    let answer = null;
    const there = element("input", { type: "checkbox", checked: true });
    const choice = element("label", { className: "beside" }, there, ` ${tr("Put the brackets there, too: one step, which undo takes back until the day ends")}`);
    const decide = () => {
      answer = { everywhere: plan.changeable.length > 0 && there.checked };
      dialog.close();
    };
    const button = element("button", { type: "button", className: "main", onclick: decide }, tr("Put them"));
    const parts = [
      plan.places && masking(plan),
      still(plan.changeable, (one) => tr("Still {where}: {n}.", one)),
      plan.changeable.length && choice,
      still(plan.by_hand, (one) => tr("Still {where}, to be changed by hand: {n}.", one)),
      plan.heads.join(" "),
      still(plan.before, (one) => tr("Still {where}, which stays as it was: {n}. Make it anew.", one)),
    ].filter(Boolean);
    const dialog = show(tr("Put the masks"), ...parts.map((part) => element("p", {}, part)), ending(closer(tr("Cancel")), button));
    dialog.addEventListener("close", () => resolve(answer));
  });
}

async function mask(button) {
  try {
    const plan = await get("/api/privacy/plan");
    if (!plan.places && !plan.changeable.length) return told(tr("No mask waits to be put: decide on a name first."));
    const asked = await wanted(plan);
    if (!asked) return button.focus();
    const { job: number } = await post("/api/privacy/mask", { command: command(), ...asked });
    const ended = await worked(number, tr("Masking …"));
    if (ended.state === "done") await renewed();
    told([ended.said, ended.hint].filter(Boolean).join(" "));
  } catch (error) {
    refusal(error);
  }
}

async function unmask(source) {
  if (!(await agreed(tr("Take the mask back"), tr("The words stand in the text again."), tr("Take it back")))) return;
  try {
    const { said } = await post("/api/privacy/unmask", { source: Number(source), command: command() });
    await renewed();
    told(said);
  } catch (error) {
    refusal(error);
  }
}

function context(button) {
  const row = button.closest("li");
  const box = row.querySelector(".privacy-context");
  const open = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!open));
  if (open) return box.replaceChildren();
  const source = row.querySelector("input[name=source]").value;
  window.htmx.ajax("POST", "/api/privacy/context", { target: box, swap: "innerHTML", values: { key: button.dataset.context, source } });
}

place.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.matches("[data-mask]")) mask(button);
  else if (button?.matches("[data-unmask]")) unmask(button.dataset.unmask);
  else if (button?.matches("[data-context]")) context(button);
});

place.addEventListener("htmx:configRequest", (event) => {
  const { parameters } = event.detail;
  if (parameters.has?.("command")) parameters.set("command", command());
  else parameters.command = command();
});

let next = null;
place.addEventListener("htmx:beforeRequest", (event) => {
  const row = event.target.closest?.("li");
  next = event.detail.requestConfig.path === "/api/privacy/decide" ? row?.nextElementSibling?.id || row?.id : row?.id;
});
place.addEventListener("htmx:afterSettle", () => {
  if (next) document.getElementById(next)?.focus();
  next = null;
});
place.addEventListener("htmx:responseError", (event) => {
  const answer = JSON.parse(event.detail.xhr.responseText || "{}");
  told([answer.error, answer.hint].filter(Boolean).join(" "));
});

/** Arrows go from row to row; k lets it stand, m goes to the bracket, where Enter masks. */
place.addEventListener("keydown", (event) => {
  const row = event.target.closest("li.privacy-row");
  if (!row || event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...place.querySelectorAll("li.privacy-row")].filter((one) => one.checkVisibility());
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) rows[rows.indexOf(row) + step]?.focus();
  else if (event.key === "k") row.querySelector("button[value=keep]")?.click();
  else if (event.key === "m") row.querySelector("input[name=stand_in]")?.select();
  else return;
  event.preventDefault();
});

if (place.hasAttribute("data-empty")) look();
