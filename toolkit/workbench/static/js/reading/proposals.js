// What the machine proposes at a segment: one proposal at a time is asked about, and each is answered by a key or a button.
import { tr } from "/static/js/words.js";
import { button, make, tag } from "./elements.js";

/** How sure the machine is; from the scheme alone a score ranks and is no probability. */
const told = (suggestion) =>
  suggestion.suggester.startsWith("rules/") ? tr("machine, from the scheme alone") : tr("machine, {percent} %", { percent: Math.round(suggestion.score * 100) });

/** Proposals of the chosen segment; `correct(segment, suggestion)` asks for another code, `answered()` comes after each answer. */
export class Proposals {
  constructor({ model, codes, changes, attention, readOnly }) {
    Object.assign(this, { model, codes, changes, attention, readOnly, answered: () => {}, correct: () => {} });
    this.asked = null;
  }

  /** The proposal that is asked about: {segment, suggestion}, or null. */
  current() {
    const segment = this.model.segments.get(this.attention.segment);
    if (!segment?.codes.length) return null;
    const suggestion = segment.codes.find((one) => one.id === this.asked) ?? segment.codes[0];
    return { segment, suggestion };
  }

  /** Answer the proposal asked about; `decision` "accepted", "rejected", "skipped", or "corrected" with `corrections`. */
  answer(decision, corrections) {
    const now = this.current();
    if (!now || this.readOnly) return false;
    this.asked = null;
    const all = decision === "skipped" ? now.segment.codes : [now.suggestion];
    this.changes.answer(now.segment, all.map((suggestion) => ({ suggestion, decision, corrections })));
    this.answered(now, decision);
    return true;
  }

  acceptAll() {
    const now = this.current();
    if (!now || this.readOnly) return false;
    this.changes.answer(now.segment, now.segment.codes.map((suggestion) => ({ suggestion, decision: "accepted" })));
    this.answered(now, "accepted");
    return true;
  }

  /** Cards of the segments here. */
  cards(segments) {
    const now = this.current();
    return segments.map((segment) =>
      make("li", { class: segment.segment === this.attention.segment ? "proposal chosen" : "proposal" }, ...segment.codes.map((one) => this.#line(segment, one, now?.suggestion.id === one.id && now.segment === segment))),
    );
  }

  #line(segment, suggestion, isAsked) {
    const line = make("div", { class: isAsked ? "proposed-code asked" : "proposed-code", data: { area: this.codes.area(suggestion.code) } });
    const choose = () => {
      this.asked = suggestion.id;
      this.attention.chooseSegment(segment.segment);
    };
    line.append(
      make("button", { type: "button", class: "coding-head", "aria-pressed": String(isAsked), data: { key: `proposal-${suggestion.id}` }, on: { click: choose } },
        make("span", { class: "coding-line" }, tag(this.codes, suggestion.code, { class: "machine" }), make("span", { class: "small soft", text: told(suggestion) })),
        make("span", { class: "because small", text: suggestion.because })),
    );
    if (isAsked && !this.readOnly) line.append(this.#answers(segment, suggestion));
    return line;
  }

  #answers(segment, suggestion) {
    const one = (text, shortcut, act, facts = {}) => {
      const made = button("", act, { class: "small", "aria-keyshortcuts": shortcut, data: { key: `answer-${shortcut}` }, ...facts });
      made.append(`${text} `, make("kbd", { text: shortcut, "aria-hidden": "true" }));
      return made;
    };
    return make(
      "div",
      { class: "row tight coding-actions" },
      one(tr("Accept"), "a", () => this.answer("accepted"), { class: "small main" }),
      one(tr("Reject"), "r", () => this.answer("rejected")),
      one(tr("Correct"), "c", () => this.correct(segment, suggestion)),
      segment.codes.length > 1 ? one(tr("Accept all {n}", { n: segment.codes.length }), "A", () => this.acceptAll()) : null,
    );
  }
}
