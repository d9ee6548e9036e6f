// What the codes at stake in a disagreement mean: the definitions, and what belongs and what does not.
import { tr } from "../words.js";

const made = (name, values = {}, ...inside) => {
  const element = Object.assign(document.createElement(name), values);
  element.append(...inside);
  return element;
};

function meaning(code) {
  const limits = [[tr("What belongs"), code.includes], [tr("What does not"), code.excludes]].filter(([, texts]) => texts.length);
  const told = limits.map(([title, texts]) => made("p", { className: "small soft", textContent: `${title}: ${texts.join("; ")}` }));
  return [made("dt", { textContent: code.title }), made("dd", {}, made("p", { textContent: code.definition || tr("No definition yet.") }), ...told)];
}

/** Fill `list` with the code of the place and those that others gave there instead. */
export function meanings(list, place, codes) {
  const others = Object.values(place.others).flat();
  list.replaceChildren(...[...new Set([place.code, ...others])].filter((one) => codes[one]).flatMap((one) => meaning(codes[one])));
}
