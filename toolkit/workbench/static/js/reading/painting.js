// Paint over the text: the words held, the coding chosen or hovered, suggestions underlined, words with a memo tinted. Without the Highlight API nothing is painted.

const AREAS = ["preconditions", "needs", "solutions", "actors", "followup", "learning"];
const able = "highlights" in CSS && typeof Highlight === "function";
const ORDER = { noted: 0, suggested: 1, fill: 2, held: 3 };

function paint(name, ranges, rank) {
  if (!able) return;
  if (!ranges.length) {
    CSS.highlights.delete(name);
    return;
  }
  const highlight = new Highlight(...ranges);
  highlight.priority = rank;
  CSS.highlights.set(name, highlight);
}

/** Paints extents of one transcript; the DOM stays as it is. */
export class Painting {
  constructor(transcript, codes) {
    Object.assign(this, { transcript, codes });
  }

  held(extent, adjusting) {
    paint("held", extent && !adjusting ? this.transcript.ranges(extent) : [], ORDER.held);
    paint("adjusting", extent && adjusting ? this.transcript.ranges(extent) : [], ORDER.held);
  }

  /** Fill `items` (codings), each in the colour of its area. */
  fill(items) {
    const byArea = new Map([...AREAS, "other"].map((area) => [area, []]));
    for (const item of items) byArea.get(this.#area(item.code)).push(...this.transcript.ranges(item));
    for (const [area, ranges] of byArea) paint(`fill-${area}`, ranges, ORDER.fill);
  }

  #area(path) {
    const area = this.codes.area(path);
    return AREAS.includes(area) ? area : "other";
  }

  suggested(segments) {
    paint("suggested", segments.flatMap((segment) => this.transcript.ranges(segment)), ORDER.suggested);
  }

  /** Words that a memo is on. */
  noted(memos) {
    paint("noted", memos.flatMap((memo) => this.transcript.ranges(memo)), ORDER.noted);
  }

  proposed(segment) {
    paint("proposed", segment ? this.transcript.ranges(segment) : [], ORDER.fill);
  }
}
