// Places in the transcript: {turn, offset} in UTF-16 units within a turn, found from the DOM and stepped by word and sentence.

const BLANK = /\s/;

/** The turns of the page: their one text node each, and every step from one place to another. */
export class Transcript {
  constructor(column, turns, language) {
    this.column = column;
    this.graphemes = new Intl.Segmenter(language, { granularity: "grapheme" });
    this.turns = [];
    this.byNumber = new Map();
    this.add(turns, column.children);
  }

  /** Put the elements of more turns after those that are known. */
  add(turns, boxes) {
    turns.forEach((facts, at) => {
      const turn = this.#turn(facts, this.turns.length, boxes[at]);
      this.turns.push(turn);
      this.byNumber.set(turn.number, turn);
    });
  }

  #turn(facts, index, box) {
    const holder = box.querySelector(".turn-text");
    const node = holder?.firstChild ?? null;
    const codable = facts.role !== "interviewer" && !facts.withheld && node !== null;
    return { ...facts, index, holder, node, codable, text: node?.data ?? "", box };
  }

  turn(number) {
    return this.byNumber.get(number);
  }

  compare(a, b) {
    return this.turn(a.turn).index - this.turn(b.turn).index || a.offset - b.offset;
  }

  /** The place of a DOM point; `last` tells whether it ends a selection (then it falls back to what lies before it). */
  fromDom(node, offset, last = false) {
    const holder = node.nodeType === Node.TEXT_NODE ? node.parentElement.closest(".turn-text") : null;
    if (holder && this.column.contains(holder)) return { turn: Number(holder.dataset.turn), offset };
    const point = document.createRange();
    point.setStart(node, offset);
    const after = this.turns.findIndex((turn) => turn.node && point.comparePoint(turn.node, 0) >= 0);
    if (!last) return after < 0 ? null : { turn: this.turns[after].number, offset: 0 };
    const before = this.turns.slice(0, after < 0 ? undefined : after).findLast((turn) => turn.node);
    return before ? { turn: before.number, offset: before.text.length } : null;
  }

  /** The place under a point of the window, or null. */
  fromPoint(x, y) {
    const caret = document.caretPositionFromPoint?.(x, y);
    const old = caret ? null : document.caretRangeFromPoint?.(x, y);
    const [node, offset] = caret ? [caret.offsetNode, caret.offset] : old ? [old.startContainer, old.startOffset] : [];
    const holder = node?.nodeType === Node.TEXT_NODE ? node.parentElement.closest(".turn-text") : null;
    return holder && this.column.contains(holder) ? { turn: Number(holder.dataset.turn), offset } : null;
  }

  /** The extent from `a` to `b` in whole letter clusters and without white space at its edges; null when nothing is left. */
  extent(a, b) {
    const [first, last] = this.compare(a, b) <= 0 ? [a, b] : [b, a];
    const start = this.#forward(this.#snapped(first, false));
    const end = this.#backward(this.#snapped(last, true));
    return start && end && this.compare(start, end) < 0 ? { start, end } : null;
  }

  #snapped(place, last) {
    const text = this.turn(place.turn).text;
    if (place.offset <= 0 || place.offset >= text.length) return { turn: place.turn, offset: Math.max(0, Math.min(place.offset, text.length)) };
    const around = this.graphemes.segment(text).containing(place.offset);
    if (around.index === place.offset) return place;
    return { turn: place.turn, offset: last ? around.index + around.segment.length : around.index };
  }

  #forward({ turn, offset }) {
    for (let index = this.turn(turn).index, at = offset; index < this.turns.length; index += 1, at = 0) {
      const text = this.turns[index].text;
      while (at < text.length && BLANK.test(text[at])) at += 1;
      if (at < text.length) return { turn: this.turns[index].number, offset: at };
    }
    return null;
  }

  #backward({ turn, offset }) {
    for (let index = this.turn(turn).index, at = offset; index >= 0; index -= 1, at = this.turns[index]?.text.length) {
      const text = this.turns[index].text;
      while (at > 0 && BLANK.test(text[at - 1])) at -= 1;
      if (at > 0) return { turn: this.turns[index].number, offset: at };
    }
    return null;
  }

  /** The parts of an extent, one per turn: {turn, start, end}. */
  parts({ start, end }) {
    const found = [];
    for (let index = this.turn(start.turn).index; index <= this.turn(end.turn).index; index += 1) {
      const turn = this.turns[index];
      const from = turn.number === start.turn ? start.offset : 0;
      const to = turn.number === end.turn ? end.offset : turn.text.length;
      if (turn.node && from < to) found.push({ turn, start: from, end: Math.min(to, turn.text.length) });
    }
    return found;
  }

  ranges(extent) {
    return this.parts(extent).map(({ turn, start, end }) => {
      const range = document.createRange();
      range.setStart(turn.node, start);
      range.setEnd(turn.node, end);
      return range;
    });
  }

  words(extent) {
    return this.parts(extent).map(({ turn, start, end }) => turn.text.slice(start, end)).join("\n");
  }

  contains(extent, place) {
    return this.compare(extent.start, place) <= 0 && this.compare(place, extent.end) < 0;
  }

  touches(a, b) {
    return this.compare(a.start, b.end) < 0 && this.compare(b.start, a.end) < 0;
  }

  same(a, b) {
    return this.compare(a.start, b.start) === 0 && this.compare(a.end, b.end) === 0;
  }

  #stops(turn, unit) {
    if (unit === "sentence") return pairs(turn.sentences);
    turn.wordStops ??= [...turn.text.matchAll(/\S+/g)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
    return turn.wordStops;
  }

  /** The nearest start (or end) of a `unit` after (or before) `place`, in turns that can be coded; null at the edge of the text. */
  step(place, { unit, edge, by }) {
    const from = this.turn(place.turn).index;
    for (let index = from; index >= 0 && index < this.turns.length; index += by) {
      const turn = this.turns[index];
      if (!turn.codable) continue;
      const stops = this.#stops(turn, unit).map((stop) => stop[edge]);
      const beyond = stops.filter((stop) => index !== from || (stop - place.offset) * by > 0);
      if (beyond.length) return { turn: turn.number, offset: by > 0 ? beyond[0] : beyond.at(-1) };
    }
    return null;
  }

  /** The sentence that holds `place`, or the first one after it. */
  sentenceAt(place) {
    const from = this.turn(place.turn).index;
    for (const turn of this.turns.slice(from)) {
      if (!turn.codable) continue;
      const found = pairs(turn.sentences).find((pair) => turn.index > from || pair.end > place.offset);
      if (found) return { start: { turn: turn.number, offset: found.start }, end: { turn: turn.number, offset: found.end } };
    }
    return null;
  }
}

function pairs(flat = []) {
  const found = [];
  for (let at = 0; at + 1 < flat.length; at += 2) found.push({ start: flat[at], end: flat[at + 1] });
  return found;
}
