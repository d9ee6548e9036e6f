// Everything coded in this source as a list of real buttons, in the order of the text: the accessible twin of the bars.
import { ntr, tr } from "/static/js/words.js";
import { button, make, shortened } from "./elements.js";

const AT_ONCE = 150;

/** The third tab; `choose(coding)` is called for the one that is pressed. */
export class Listing {
  constructor({ box, model, codes, transcript, choose }) {
    Object.assign(this, { box, model, codes, transcript, choose, shown: AT_ONCE, isOpen: false });
    model.addEventListener("changed", () => this.isOpen && this.render());
  }

  open(isOpen) {
    this.isOpen = isOpen;
    if (isOpen) this.render();
  }

  render() {
    const codings = this.model.shownCodings();
    const focused = this.box.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const lines = codings.slice(0, this.shown).map((coding) => this.#line(coding));
    const rest = codings.length - lines.length;
    const parts = [make("p", { class: "soft small", text: ntr("{n} coding shown", "{n} codings shown", codings.length) }), make("ol", { class: "plain-list listing" }, ...lines)];
    if (!codings.length) parts.splice(0, 2, make("p", { class: "soft", text: tr("Nothing is coded here yet. Select words in the text to begin.") }));
    if (rest > 0) parts.push(button(ntr("Show {n} more", "Show {n} more", rest), () => this.#all(), { class: "small" }));
    this.box.replaceChildren(...parts);
    if (focused) this.box.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  #all() {
    this.shown = Infinity;
    this.render();
  }

  #line(coding) {
    const turn = this.transcript.turn(coding.start.turn);
    return make(
      "li",
      {},
      make(
        "button",
        { type: "button", class: "coding-head", data: { key: `list-${coding.id}`, area: this.codes.area(coding.code) }, on: { click: () => this.choose(coding) } },
        make("span", { class: "coding-line" }, make("span", { class: "listing-code", text: this.codes.title(coding.code) }), make("span", { class: "small soft person", text: [turn?.respondent ?? turn?.label, coding.coder].filter(Boolean).join(" · ") })),
        make("span", { class: "coding-words quote", text: shortened(this.transcript.words(coding), 90) }),
      ),
    );
  }
}
