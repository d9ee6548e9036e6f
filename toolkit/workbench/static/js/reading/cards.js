// Codings as cards in the panel: real buttons to choose one, change its code or edges, write beside it, remove it.
import { tr } from "/static/js/words.js";
import { button, make, shortened, tag } from "./elements.js";
import { usedIn } from "./used.js";

const key = (name) => make("kbd", { text: name, "aria-hidden": "true" });

/** Cards of `codings`. `act`: {choose, recode, adjust, memo, remove}; nothing that changes when `readOnly`. */
export function cards({ codings, chosen, model, codes, transcript, act, readOnly }) {
  return codings.map((coding) => {
    const isChosen = coding.id === chosen;
    const mine = model.isMine(coding);
    const card = make("li", { class: isChosen ? "coding chosen" : "coding", data: { area: codes.area(coding.code) } });
    card.append(head({ coding, isChosen, codes, transcript, act }));
    if (isChosen && mine && !readOnly) card.append(actions(coding, act));
    if (isChosen && !coding.unsaved) card.append(usedIn(coding));
    if (isChosen && !mine) card.append(make("p", { class: "soft small", text: tr("Coded by {coder}. Only {coder} changes it; differences are settled under Compare.", { coder: coding.coder }) }));
    return card;
  });
}

function head({ coding, isChosen, codes, transcript, act }) {
  return make(
    "button",
    { type: "button", class: "coding-head", "aria-pressed": String(isChosen), data: { key: `coding-${coding.id}`, coding: coding.id }, on: { click: () => act.choose(coding) } },
    make("span", { class: "coding-line" }, tag(codes, coding.code), make("span", { class: "coder person", text: coding.coder })),
    make("span", { class: "coding-words turn-text-copy quote", text: shortened(transcript.words(coding), 110) }),
    coding.unsaved ? make("span", { class: "small soft", text: tr("being saved") }) : null,
  );
}

function actions(coding, act) {
  const one = (name, text, shortcut, run, facts = {}) =>
    make("button", { type: "button", class: "small", data: { key: `${name}-${coding.id}` }, "aria-keyshortcuts": shortcut, on: { click: () => run(coding) }, ...facts }, `${text} `, key(shortcut === "Delete" ? tr("Del") : shortcut));
  return make(
    "div",
    { class: "row tight coding-actions" },
    one("recode", tr("Change code"), "c", act.recode),
    one("adjust", tr("Change edges"), "e", act.adjust),
    one("memo", tr("Memo"), "m", act.memo),
    one("remove", tr("Remove"), "Delete", act.remove, { class: "small danger" }),
  );
}

/** Buttons that move the edges of the held words by word and by sentence. */
export function edges(stretch) {
  const one = (end, by, unit, sign, name) =>
    button(sign, () => stretch(end, by, unit), { class: "small", data: { key: `${end}${by}${unit}` }, "aria-label": name });
  return make(
    "div",
    { class: "edges small" },
    make("span", { class: "soft", text: tr("Start") }),
    make("span", { class: "edge-buttons" },
      one("start", -1, "sentence", "⇤", tr("Start one sentence earlier")), one("start", -1, "word", "←", tr("Start one word earlier")),
      one("start", 1, "word", "→", tr("Start one word later")), one("start", 1, "sentence", "⇥", tr("Start one sentence later"))),
    make("span", { class: "soft", text: tr("End") }),
    make("span", { class: "edge-buttons" },
      one("end", -1, "sentence", "⇤", tr("End one sentence earlier")), one("end", -1, "word", "←", tr("End one word earlier")),
      one("end", 1, "word", "→", tr("End one word later")), one("end", 1, "sentence", "⇥", tr("End one sentence later"))),
  );
}

/** Fill `box` by `render` and give the focus back to the element with the same data-key. */
export function refilled(box, render) {
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  box.replaceChildren(...render().filter(Boolean));
  if (focused) box.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}
