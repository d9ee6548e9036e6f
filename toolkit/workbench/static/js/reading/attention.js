// What the reader is at: words held for coding, a place clicked, a coding chosen, an extent being adjusted.

/** Event "changed" after every move. */
export class Attention extends EventTarget {
  constructor(model, transcript) {
    super();
    Object.assign(this, { model, transcript });
    this.#clear();
  }

  #clear() {
    Object.assign(this, { held: null, anchor: null, place: null, chosen: null, segment: null, adjusting: null });
  }

  #moved(scroll = false, isRefresh = false) {
    this.dispatchEvent(new CustomEvent("changed", { detail: { scroll, isRefresh } }));
  }

  /** Hold words; while an extent is adjusted these are its new words. `anchor` is where extending by keys began. */
  hold(extent, { anchor = extent, scroll = false } = {}) {
    const { adjusting } = this;
    this.#clear();
    Object.assign(this, { held: extent, anchor, adjusting, chosen: adjusting });
    this.#moved(scroll);
  }

  /** A place was clicked: the shortest coding there is the chosen one. */
  at(place) {
    this.#clear();
    this.place = place;
    const here = this.model.at(place);
    const length = (coding) => this.transcript.words(coding).length;
    this.chosen = here.codings.sort((a, b) => length(a) - length(b))[0]?.id ?? null;
    this.segment = this.chosen === null ? (here.segments[0]?.segment ?? null) : null;
    this.#moved();
  }

  choose(id, { scroll = false } = {}) {
    const { place } = this;
    const coding = this.model.coding(id);
    this.#clear();
    this.chosen = coding?.id ?? null;
    if (coding && place && this.transcript.contains(coding, place)) this.place = place;
    this.#moved(scroll);
  }

  chooseSegment(id, { scroll = false } = {}) {
    this.#clear();
    this.segment = id;
    this.#moved(scroll);
  }

  /** Begin to change where a coding starts and ends. */
  adjust(id) {
    const coding = this.model.coding(id);
    this.#clear();
    Object.assign(this, { adjusting: coding.id, chosen: coding.id, held: { start: coding.start, end: coding.end } });
    this.anchor = this.held;
    this.#moved(true);
  }

  leave() {
    this.#clear();
    this.#moved();
  }

  /** The ids changed hands or are gone: keep what still stands. */
  refreshed() {
    const coding = this.chosen === null ? null : this.model.coding(this.chosen);
    this.chosen = coding?.id ?? null;
    if (this.adjusting !== null) this.adjusting = this.model.coding(this.adjusting)?.id ?? null;
    if (this.segment !== null && !this.model.segments.has(this.segment)) this.segment = null;
    this.#moved(false, true);
  }

  /** The words that a code would be given to, or null. */
  get subject() {
    const item = this.held ?? this.model.coding(this.chosen) ?? this.model.segments.get(this.segment) ?? null;
    return item && { start: item.start, end: item.end };
  }

  /** Extend or shrink the held words by sentence, word at either end; `end` is "start" or "end", `by` 1 or -1. */
  stretch(end, by, unit) {
    const subject = this.subject;
    if (!subject) return false;
    const other = end === "start" ? "end" : "start";
    const moved = this.transcript.step(subject[end], { unit, edge: end, by });
    if (!moved) return false;
    const next = { [end]: moved, [other]: subject[other] };
    if (this.transcript.compare(next.start, next.end) >= 0) return false;
    this.hold({ start: next.start, end: next.end }, { anchor: this.anchor ?? subject });
    return true;
  }

  /** Extend by sentence away from where it began, or draw back towards it. */
  stretchSentence(by) {
    const { held, anchor } = this;
    if (!held) return false;
    const compare = (a, b) => this.transcript.compare(a, b);
    const before = compare(held.start, anchor.start) < 0;
    const after = compare(held.end, anchor.end) > 0;
    const end = by > 0 ? (before ? "start" : "end") : after ? "end" : "start";
    return this.stretch(end, by, "sentence");
  }

  /** Hold the next or previous sentence that can be coded; from `start` when nothing is held yet. */
  sentence(by, start) {
    const subject = this.subject ?? (this.place && { start: this.place, end: this.place });
    if (!subject) return this.#holdSentence(this.transcript.sentenceAt(start));
    const whole = this.transcript.sentenceAt(subject.start);
    const isWhole = this.held && whole && this.transcript.same(whole, this.held);
    if (!isWhole && by > 0 && !this.held) return this.#holdSentence(whole);
    const from = by > 0 ? { ...subject.end, offset: subject.end.offset - 1 } : subject.start;
    const next = this.transcript.step(from, { unit: "sentence", edge: "start", by });
    return this.#holdSentence(next && this.transcript.sentenceAt(next));
  }

  #holdSentence(extent) {
    if (extent) this.hold(extent, { scroll: true });
    return extent !== null;
  }
}
