// The first screen of a source: its words with what lies on them. All else waits until that is painted, so that a long source opens as fast as a short one.
import { Bars } from "./bars.js";
import { Codes, Model } from "./model.js";
import { Painting } from "./painting.js";
import { Transcript } from "./places.js";

const find = (id) => document.getElementById(id);
const read = (id) => JSON.parse(find(id).textContent);

export const data = read("first-data");
export const codes = new Codes(read("scheme-data"));
export const transcript = new Transcript(find("text"), data.turns, document.documentElement.lang);
export const model = new Model(data, transcript);
export const painting = new Painting(transcript, codes);

/** What a click on a bar and a pointer over one do, as soon as anything can be done. */
export const margin = { pick() {}, hover() {} };

/** Underline what the machine proposes in these turns. */
export function underline(turns) {
  const segments = new Set([...turns].flatMap((turn) => model.inTurn(turn.number).segments));
  painting.suggested([...segments]);
}

export const bars = new Bars({
  transcript,
  model,
  codes,
  pick: (...what) => margin.pick(...what),
  hover: (...what) => margin.hover(...what),
  seen: underline,
});
painting.noted(model.passageMemos());

/** All else: what every page does, and what one does with the text. */
const work = () => Promise.all([import("/static/js/shell.js"), import("./main.js")]);
history.scrollRestoration = "manual"; // the browser would look for the place before the rest of the text is there
if (location.hash || history.state?.turn !== undefined || document.hidden) work();
else requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(work)));
