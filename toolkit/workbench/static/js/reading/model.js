// What is coded in this source, as the page knows it: codings, suggestions and memos by id and by turn.

const ALONE = "spegla-own-codings-only";

/** The codes of the scheme, with their titles, areas and order. */
export class Codes {
  constructor(scheme) {
    this.facets = scheme.facets;
    this.list = [];
    this.byPath = new Map();
    for (const code of scheme.codes) this.add(code);
    for (const old of scheme.retired) this.byPath.set(old.path, { ...old, retired: true, facet: null });
  }

  add(code) {
    if (!this.byPath.has(code.path)) this.list.push(code);
    this.byPath.set(code.path, code);
  }

  get(path) {
    return this.byPath.get(path) ?? { path, title: path, area: null, facet: null, parent: null, number: null };
  }

  title(path) {
    return this.get(path).title;
  }

  area(path) {
    return this.get(path).area ?? "";
  }

  numbered(number) {
    return this.list.find((code) => code.number === number);
  }
}

/** Codings, suggestions and memos. Events: "changed" (detail: turn numbers touched, or null for all). */
export class Model extends EventTarget {
  constructor(data, transcript) {
    super();
    this.transcript = transcript;
    this.source = data.id;
    this.hidden = { codes: new Set(), coders: new Set(), suggestions: false, others: Boolean(sessionStorage.getItem(ALONE)) };
    this.aliases = new Map();
    this.#take(data);
  }

  #take(data) {
    this.me = data.me;
    this.mark = data.mark;
    this.edition = data.edition;
    this.elsewhere = data.elsewhere ?? 0;
    this.alsoCoding = data.coders ?? [];
    this.settlements = data.settlements ?? [];
    this.codings = new Map(data.codings.map((coding) => [coding.id, coding]));
    this.segments = new Map(data.suggestions.map((segment) => [segment.segment, segment]));
    this.memos = new Map(data.memos.map((memo) => [memo.id, memo]));
    this.turns = new Map();
    for (const kind of ["codings", "segments"]) for (const [id, item] of this[kind]) this.#index(kind, id, item);
  }

  /** Everything anew, as the server has it. */
  replace(data) {
    this.#take(data);
    this.#changed(null);
  }

  #index(kind, id, item) {
    for (const number of this.#numbers(item)) {
      if (!this.turns.has(number)) this.turns.set(number, { codings: new Set(), segments: new Set() });
      this.turns.get(number)[kind].add(id);
    }
  }

  #numbers({ start, end }) {
    const [first, last] = [this.transcript.turn(start.turn), this.transcript.turn(end.turn)];
    return first && last ? this.transcript.turns.slice(first.index, last.index + 1).map((turn) => turn.number) : [];
  }

  #drop(kind, id, touched) {
    const item = this[kind].get(id);
    if (!item) return;
    for (const number of this.#numbers(item)) {
      this.turns.get(number)?.[kind].delete(id);
      touched.add(number);
    }
    this[kind].delete(id);
  }

  #put(kind, id, item, touched) {
    this.#drop(kind, id, touched);
    this[kind].set(id, item);
    this.#index(kind, id, item);
    for (const number of this.#numbers(item)) touched.add(number);
  }

  /** Take in what changed, in the shape that the server answers with. */
  take({ codings = [], removed = [], suggestions = [], memos = [], memos_removed: goneMemos = [] }) {
    const touched = new Set();
    for (const id of removed) this.#drop("codings", id, touched);
    for (const coding of codings) this.#put("codings", coding.id, coding, touched);
    for (const segment of suggestions) {
      if (segment.codes.length) this.#put("segments", segment.segment, segment, touched);
      else this.#drop("segments", segment.segment, touched);
    }
    for (const memo of memos) this.memos.set(memo.id, memo);
    for (const id of goneMemos) this.memos.delete(id);
    this.#changed(touched);
  }

  #changed(touched) {
    this.dispatchEvent(new CustomEvent("changed", { detail: touched }));
  }

  /** Show or hide: `change` gets the sets of hidden codes and coders and the switch for suggestions. */
  filter(change) {
    change(this.hidden);
    this.#changed(null);
  }

  /** Show or hide what others have coded, in this window until it is closed: so that two can code apart and be compared. */
  alone(isAlone) {
    if (isAlone) sessionStorage.setItem(ALONE, "1");
    else sessionStorage.removeItem(ALONE);
    this.filter((hidden) => (hidden.others = isAlone));
  }

  isShown(coding) {
    return (!this.hidden.others || this.isMine(coding)) && !this.hidden.codes.has(coding.code) && !this.hidden.coders.has(coding.coder);
  }

  /** The coding of an id, also when the id was given before the server had named it. */
  coding(id) {
    return this.codings.get(this.aliases.get(id) ?? id);
  }

  isMine(coding) {
    return coding.coder === this.me;
  }

  inTurn(number) {
    const here = this.turns.get(number);
    if (!here) return { codings: [], segments: [] };
    const codings = [...here.codings].map((id) => this.codings.get(id)).filter((coding) => this.isShown(coding));
    const segments = this.hidden.suggestions ? [] : [...here.segments].map((id) => this.segments.get(id));
    return { codings: this.inOrder(codings), segments: this.inOrder(segments) };
  }

  inOrder(items) {
    const compare = (a, b) => this.transcript.compare(a, b);
    return items.sort((a, b) => compare(a.start, b.start) || compare(b.end, a.end) || String(a.code).localeCompare(String(b.code)));
  }

  /** Codings and suggestions that touch an extent, or hold a place. */
  at(extentOrPlace) {
    const { start, end } = extentOrPlace.start ? extentOrPlace : { start: extentOrPlace, end: extentOrPlace };
    const meets = extentOrPlace.start
      ? (item) => this.transcript.touches(item, extentOrPlace)
      : (item) => this.transcript.contains(item, extentOrPlace);
    const found = { codings: new Set(), segments: new Set() };
    for (const number of this.#numbers({ start, end })) {
      const here = this.inTurn(number);
      here.codings.filter(meets).forEach((coding) => found.codings.add(coding));
      here.segments.filter(meets).forEach((segment) => found.segments.add(segment));
    }
    return { codings: this.inOrder([...found.codings]), segments: this.inOrder([...found.segments]) };
  }

  memosAt(extentOrPlace) {
    const meets = extentOrPlace.start
      ? (memo) => this.transcript.touches(memo, extentOrPlace)
      : (memo) => this.transcript.contains(memo, extentOrPlace);
    return [...this.memos.values()].filter((memo) => memo.start && meets(memo));
  }

  passageMemos() {
    return [...this.memos.values()].filter((memo) => memo.start);
  }

  sourceMemos() {
    return [...this.memos.values()].filter((memo) => !memo.start);
  }

  shownCodings() {
    return this.inOrder([...this.codings.values()].filter((coding) => this.isShown(coding)));
  }

  coders() {
    return [...new Set([...this.alsoCoding, ...[...this.codings.values()].map((coding) => coding.coder)])].sort();
  }
}
