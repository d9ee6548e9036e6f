// Settling disagreements one by one: the place is shown, a key decides, the next comes by itself.
import { command, get, post, Refusal, say } from "../asking.js";
import { tr } from "../words.js";
import { Places } from "./places.js";
import { meanings } from "./meanings.js";
import { show } from "./sides.js";

const data = JSON.parse(document.getElementById("compare-data")?.textContent ?? "null");
const coders = document.querySelector(".compare")?.dataset.coders;
const [box, none, verdict] = ["place", "no-place", "verdict"].map((id) => document.getElementById(id));
const choices = document.getElementById("choices");
const reason = document.getElementById("reason");
const [sharpen, definition] = ["sharpen", "definition"].map((id) => document.getElementById(id));
let busy = false;

const words = (error) => (error instanceof Refusal ? [error.message, error.hint].filter(Boolean).join(" ") : tr("The workbench cannot be reached. Is it still running?"));
const extents = (place) => [...new Map(place.marks.map(([, start, end]) => [`${start}-${end}`, { start, end }])).values()];
const names = (place, extent) => place.marks.filter(([, start, end]) => start === extent.start && end === extent.end).map(([coder]) => data.coders[coder]);

function button(text, key, decide) {
  const made = Object.assign(document.createElement("button"), { type: "button" });
  const hint = Object.assign(document.createElement("kbd"), { textContent: key });
  made.append(hint, " ", text);
  made.dataset.key = key;
  made.addEventListener("click", decide);
  return made;
}

function offer(place) {
  const ways = extents(place);
  const marked = ways.map((extent, at) => {
    const text = ways.length > 1 ? tr("Applies, as {coder} marked it", { coder: names(place, extent).join(", ") }) : tr("Applies");
    return button(text, String(at + 1), () => settle(place, { ...extent, applies: true }));
  });
  const not = button(tr("Does not apply"), "0", () => settle(place, { start: place.start, end: place.end, applies: false }));
  const back = place.settled ? [button(tr("Leave it open again"), "x", () => open(place))] : [];
  choices.replaceChildren(...marked, not, ...back);
}

function tell(settled) {
  verdict.hidden = !settled;
  if (!settled) return;
  const what = settled.applies ? tr("Settled by {coder}: it applies.", { coder: settled.coder }) : tr("Settled by {coder}: it does not apply.", { coder: settled.coder });
  const why = Object.assign(document.createElement("span"), { className: "memo-text", textContent: settled.reason });
  verdict.replaceChildren(what, " ", why);
}

async function chosen(place) {
  box.hidden = !place;
  none.hidden = Boolean(place);
  if (!place) return;
  const code = data.codes[place.code];
  const tag = document.getElementById("place-code");
  tag.textContent = code.title;
  if (code.area) tag.dataset.area = code.area;
  else delete tag.dataset.area;
  const link = Object.assign(document.createElement("a"), { href: `/read/${place.source}`, textContent: data.sources[place.source] });
  document.getElementById("place-source").replaceChildren(link);
  tell(place.settled);
  meanings(document.querySelector("#meanings dl"), place, data.codes);
  if (reason) {
    reason.value = place.settled?.reason ?? "";
    definition.value = code.definition;
    sharpen.open = false;
    offer(place);
  }
  try {
    const address = new URLSearchParams({ coders, source: place.source, start: place.start, end: place.end, code: place.code });
    const { sides, turn } = await get(`/api/compare/place?${address}`);
    if (places.at !== place) return;
    link.href = `/read/${place.source}#t${turn}`;
    show(document.getElementById("sides"), sides, data.codes);
  } catch (error) {
    say(words(error));
  }
}

function remember(text) {
  const known = document.getElementById("reasons");
  if (text && ![...known.children].some((one) => one.value === text)) known.append(Object.assign(document.createElement("option"), { value: text }));
}

async function send(address, body) {
  if (busy) return undefined;
  busy = true;
  try {
    return await post(address, { ...body, command: command() });
  } catch (error) {
    say(words(error));
    if (error instanceof Refusal && error.status === 409) await refresh();
    return undefined;
  } finally {
    busy = false;
  }
}

async function settle(place, decided) {
  const seen = place.settled && { id: place.settled.id, revision: place.settled.revision };
  const text = reason.value.trim();
  const code = data.codes[place.code];
  const sharpened = sharpen.open && definition.value.trim() !== code.definition ? { definition: definition.value.trim(), was: code.definition } : {};
  const answer = await send("/api/compare/settle", { source: place.source, code: place.code, reason: text, seen, ...decided, ...sharpened });
  if (!answer) return;
  place.settled = answer.settled;
  Object.assign(code, answer.means);
  remember(text);
  say(decided.applies ? tr("Settled: it applies.") : tr("Settled: it does not apply."));
  document.getElementById("places").focus({ preventScroll: true });
  places.goOn();
}

async function open(place) {
  const answer = await send("/api/compare/unsettle", { id: place.settled.id, revision: place.settled.revision });
  if (!answer) return;
  place.settled = null;
  places.choose(place);
}

/** The list as it is stored now, with the same place chosen. */
async function refresh() {
  const before = places.at;
  const same = before && ((one) => ["source", "code", "start", "end"].every((name) => one[name] === before[name]));
  Object.assign(data, await get(`/api/compare/settled?${new URLSearchParams({ coders, code: data.only })}`));
  places.at = null;
  places.draw();
  places.choose((same && data.places.find(same)) ?? places.shown[0] ?? null);
}

const places = data && new Places(data, chosen);
if (places) {
  places.draw();
  places.choose(places.shown[0] ?? null);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target === definition && event.key === "Escape") { event.preventDefault(); document.getElementById("places").focus(); return; }
    if (event.target === reason) {
      if (event.key === "Enter" || event.key === "Escape") { event.preventDefault(); document.getElementById("places").focus(); }
      return;
    }
    if (event.target.closest("input, select, textarea, details")) return;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    const choice = choices?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (step) places.go(step);
    else if (event.key === "r" && reason) reason.focus();
    else if (event.key === "d" && sharpen) { sharpen.open = true; definition.focus(); }
    else if (choice) choice.click();
    else return;
    event.preventDefault();
  });
  document.addEventListener("spegla:changed", (event) => { event.preventDefault(); refresh().catch((error) => say(words(error))); });
}
