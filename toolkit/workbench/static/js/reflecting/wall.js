// The wall: the step's question and what was let through, quietly; a key blurs words and names, a thin line is the time.
import { looking } from "/static/js/reflecting/looking.js";
import { timing } from "/static/js/reflecting/timing.js";
import { ntr, tr } from "/static/js/words.js";

const data = JSON.parse(document.getElementById("wall-data").textContent);
const at = (id) => document.getElementById(id);
const root = document.documentElement;
const cards = new Map();
const MANY = 9;

const made = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });

function card(one, dots) {
  const row = made("li", "wall-card");
  const number = made("b", "wall-number", one.number);
  number.hidden = !dots;
  row.append(number, made("p", "quote", one.text));
  const foot = made("p", "wall-about");
  if (one.finding) foot.append(made("span", "wall-of", one.finding));
  if (one.who) foot.append(made("span", "person", one.who));
  if (one.dots) foot.append(made("span", "wall-dots", ntr("{n} dot", "{n} dots", one.dots)));
  if (foot.childElementCount) row.append(foot);
  return row;
}

function showSaid(responses, dots) {
  const list = at("said");
  const here = new Set(responses.map((one) => one.id));
  const newest = responses.filter((one) => !cards.has(one.id)).at(-1)?.id;
  for (const [id, { row }] of cards) if (!here.has(id)) row.remove(), cards.delete(id);
  responses.forEach((one, place) => {
    const key = JSON.stringify([one, dots]);
    const before = cards.get(one.id);
    if (before?.key !== key) {
      const row = card(one, dots);
      before?.row.replaceWith(row);
      cards.set(one.id, { row, key });
    }
    const { row } = cards.get(one.id);
    if (list.children[place] !== row) list.insertBefore(row, list.children[place] ?? null);
  });
  list.classList.toggle("many", responses.length > MANY);
  if (newest !== undefined) cards.get(newest).row.scrollIntoView({ block: "nearest" });
}

const time = timing({
  told({ left, seconds }) {
    const line = at("time");
    line.hidden = !seconds || !left;
    const share = seconds ? left / seconds : 0;
    line.firstElementChild.style.setProperty("--left", share.toFixed(4));
    line.setAttribute("aria-valuenow", String(Math.round(100 * share)));
    line.setAttribute("aria-valuetext", ntr("{n} minute left", "{n} minutes left", Math.ceil(left / 60)));
  },
});

function found(answer) {
  const { step, finding } = answer.stage;
  const closed = answer.state === "closed";
  at("wall-note").textContent = closed ? tr("The session is closed. Thank you.") : "";
  const prompt = document.querySelector(`template[data-step="${CSS.escape(step)}"]`)?.content.textContent;
  if (prompt && at("prompt").textContent !== prompt) at("prompt").textContent = prompt;
  at("rules").hidden = Boolean(step);
  at("body").hidden = !step;
  for (const one of document.querySelectorAll("[data-finding]")) {
    const pointed = Number(one.dataset.finding) === finding;
    const anew = pointed && !one.classList.contains("pointed");
    one.classList.toggle("pointed", pointed);
    one.classList.toggle("aside", finding > 0 && Number(one.dataset.finding) !== finding);
    if (anew) one.scrollIntoView({ block: "nearest" });
  }
  showSaid(answer.responses, answer.dots);
  time.set(answer.stage);
}

function kept() {
  document.querySelector("[data-finding].pointed")?.scrollIntoView({ block: "nearest" });
}

function blur() {
  const shown = root.classList.toggle("unblurred");
  at("blur").setAttribute("aria-pressed", String(!shown));
}

at("blur").addEventListener("click", blur);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "b") blur();
  if (event.key === "f") document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.().catch(() => {});
});
const findings = document.querySelector(".wall-findings"); // grows less when the room's address stands below it
if (findings) new ResizeObserver(kept).observe(findings);
found(data);
looking({
  address: () => `/api/reflect/sessions/${data.session}/wall`,
  found,
  lost: () => (at("wall-note").textContent = tr("The workbench does not answer; what stands here stays.")),
});
