// The same words side by side, once for each coder, with what each has marked.
import { tr } from "../words.js";

const made = (name, values = {}, ...inside) => {
  const element = Object.assign(document.createElement(name), values);
  element.append(...inside);
  return element;
};

function turn(said) {
  const pieces = said.pieces.map(([text, marked]) => (marked ? made("mark", { textContent: text }) : text));
  const text = made("p", { className: "turn-text quote" }, ...pieces);
  return made("div", { className: said.asks ? "compare-turn asks" : "compare-turn" }, made("p", { className: "small soft person", textContent: said.speaker }), text);
}

function side(one, codes) {
  const tags = one.codes.filter((code) => codes[code]).map((code) => {
    const tag = made("li", { className: "tag", textContent: codes[code].title });
    if (codes[code].area) tag.dataset.area = codes[code].area;
    return tag;
  });
  const marked = one.turns.some((said) => said.pieces.some(([, mark]) => mark));
  const state = made("span", { className: marked ? "" : "soft", textContent: marked ? tr("has marked") : tr("has not given the code here") });
  const also = tags.length ? [made("p", { className: "small soft", textContent: tr("Also there:") }), made("ul", { className: "compare-tags" }, ...tags)] : [];
  return made("section", { className: "compare-side", tabIndex: 0, ariaLabel: one.coder }, made("h2", {}, one.coder, " ", state), ...one.turns.map(turn), ...also);
}

/** Show the sides in `box`. */
export function show(box, sides, codes) {
  box.replaceChildren(...sides.map((one) => side(one, codes)));
  for (const mark of box.querySelectorAll("mark")) {
    mark.scrollIntoView({ block: "nearest" });
    break;
  }
}
