// The margin: bars and short names beside the turns in view, measured and built only there.
import { tr } from "/static/js/words.js";
import { make } from "./elements.js";
import { lanes, stacked } from "./lanes.js";

const LABEL = 19;
const NEAR = "600px 0px";

/** Bars of codings and suggestions. Listeners: `pick(kind, id)`, `hover(kind, id | null)`. */
export class Bars {
  constructor({ transcript, model, codes, pick, hover, seen }) {
    Object.assign(this, { transcript, model, codes, pick, hover, seen });
    this.visible = new Set();
    this.placed = new Map();
    this.waiting = new Set();
    this.boxes = new Map();
    this.watch = new IntersectionObserver((entries) => this.#entered(entries), { rootMargin: NEAR });
    this.observe();
    this.#first();
    model.addEventListener("changed", ({ detail }) => this.redraw(detail));
    this.#listen();
  }

  /** Watch the turns that stand in the page; once more when the later ones have come. */
  observe() {
    for (const turn of this.transcript.turns.slice(this.boxes.size)) {
      this.boxes.set(turn.box, turn);
      this.watch.observe(turn.box);
    }
  }

  #listen() {
    const { column } = this.transcript;
    const item = (event) => event.target.closest?.("[data-item]");
    column.addEventListener("click", (event) => item(event) && this.pick(...this.#named(item(event))));
    column.addEventListener("pointerover", (event) => this.hover(...(item(event) ? this.#named(item(event)) : ["", null])));
    column.addEventListener("pointerleave", () => this.hover("", null));
    let width = column.clientWidth;
    new ResizeObserver(() => {
      if (column.clientWidth === width) return;
      width = column.clientWidth;
      this.redraw(null);
    }).observe(column);
    addEventListener("beforeprint", () => this.#draw(this.#unseen()));
    addEventListener("afterprint", () => this.#unseen().forEach((turn) => this.#forget(turn)));
  }

  #unseen() {
    return [...this.boxes.values()].filter((turn) => !this.visible.has(turn));
  }

  #named(element) {
    const [kind, id] = [element.dataset.item.slice(0, 1), element.dataset.item.slice(1)];
    return [kind === "s" ? "segment" : "coding", /^\d+$/.test(id) ? Number(id) : id];
  }

  /** Draw what is in view at once; the observer would be two frames later. */
  #first() {
    for (const [box, turn] of this.boxes) {
      const { top, bottom } = box.getBoundingClientRect();
      if (top >= innerHeight) break;
      if (bottom > 0) this.visible.add(turn);
    }
    this.#draw([...this.visible]);
    this.seen(this.visible);
  }

  #entered(entries) {
    for (const { target, isIntersecting } of entries) {
      const turn = this.boxes.get(target);
      if (!isIntersecting) this.#forget(turn);
      else if (!this.visible.has(turn)) this.waiting.add(turn);
      if (isIntersecting) this.visible.add(turn);
    }
    this.#soon();
    this.seen(this.visible);
  }

  #forget(turn) {
    this.visible.delete(turn);
    this.waiting.delete(turn);
    this.placed.delete(turn.index);
    turn.margin?.remove();
    turn.margin = null;
  }

  /** Draw the turns of `numbers` again where they are in view; null: all in view. */
  redraw(numbers) {
    for (const turn of this.visible) if (numbers === null || numbers.has(turn.number)) this.waiting.add(turn);
    this.#soon();
  }

  #soon() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.#draw([...this.waiting].sort((a, b) => a.index - b.index));
      this.waiting.clear();
    });
  }

  #draw(turns) {
    const many = this.model.coders().length > 1;
    const measured = turns.map((turn) => [turn, this.#pieces(turn), turn.box.clientHeight]);
    for (const [turn, pieces, height] of measured) {
      const { lanes: found, count } = lanes(pieces, this.#carried(turn, pieces));
      this.placed.set(turn.index, found);
      const fresh = this.#margin(turn, { pieces, found, count, height, many });
      turn.margin?.remove();
      turn.margin = fresh;
      if (pieces.length) turn.box.append(fresh);
    }
  }

  #carried(turn, pieces) {
    const near = this.placed.get(turn.index - 1) ?? this.placed.get(turn.index + 1) ?? new Map();
    return new Map(pieces.filter((piece) => near.has(piece.id)).map((piece) => [piece.id, near.get(piece.id)]));
  }

  #pieces(turn) {
    const { codings, segments } = this.model.inTurn(turn.number);
    if (!codings.length && !segments.length) return [];
    const origin = turn.box.getBoundingClientRect().top;
    const codedPieces = codings.map((coding) => this.#piece(turn, origin, { kind: "c", id: coding.id, item: coding }));
    const proposed = segments.map((segment) => this.#piece(turn, origin, { kind: "s", id: segment.segment, item: segment }));
    return [...codedPieces, ...proposed].filter((piece) => piece !== null);
  }

  #piece(turn, origin, { kind, id, item }) {
    const start = item.start.turn === turn.number ? item.start.offset : 0;
    const end = item.end.turn === turn.number ? item.end.offset : turn.text.length;
    if (!turn.node || start >= end) return null;
    const range = document.createRange();
    range.setStart(turn.node, start);
    range.setEnd(turn.node, Math.min(end, turn.text.length));
    const { top, bottom } = range.getBoundingClientRect();
    const from = item.start.turn !== turn.number;
    const on = item.end.turn !== turn.number;
    return { id: `${kind}${id}`, kind, item, from, on, top: from ? 0 : top - origin + 2, bottom: bottom - origin - 2 };
  }

  #margin(turn, { pieces, found, count, height, many }) {
    const pitch = many ? 14 : 9;
    const box = make("div", { class: many ? "margin many" : "margin", role: "group", "aria-label": tr("Codings beside this turn") });
    for (const piece of pieces) box.append(this.#bar(piece, { left: found.get(piece.id) * pitch, height: piece.on ? height : piece.bottom }));
    this.#labels(box, named(pieces), { left: Math.max(count, 3) * pitch + 8, height });
    return box;
  }

  #bar(piece, { left, height }) {
    const { kind, item } = piece;
    const bar = make("button", { type: "button", tabindex: "-1", class: kind === "s" ? "stripe proposed" : "stripe", data: this.#data(piece), "aria-label": this.#name(piece) });
    if (kind === "c") bar.append(make("span", { class: "initial", text: initial(item.coder), "aria-hidden": "true" }));
    if (kind === "c" && !this.model.isMine(item)) bar.classList.add("others");
    bar.style.setProperty("left", `${left}px`);
    bar.style.setProperty("top", `${piece.top}px`);
    bar.style.setProperty("height", `${Math.max(8, height - piece.top)}px`);
    return bar;
  }

  #data({ id, kind, item }) {
    return { item: id, area: this.codes.area(kind === "s" ? item.codes[0].code : item.code) };
  }

  #name({ kind, item }) {
    if (kind === "s") return tr("The machine suggests {codes}", { codes: item.codes.map((one) => this.codes.title(one.code)).join(", ") });
    return tr("{code}, coder {coder}", { code: this.codes.title(item.code), coder: item.coder });
  }

  #labels(box, pieces, { left, height }) {
    const sorted = [...pieces].sort((a, b) => a.top - b.top || (a.kind < b.kind ? -1 : 1));
    const tops = stacked(sorted.map((piece) => piece.top), LABEL, height);
    const rest = sorted.length - tops.length;
    sorted.slice(0, tops.length).forEach((piece, index) => {
      const more = rest && index === tops.length - 1 ? ` +${rest}` : "";
      const label = make("span", { class: piece.kind === "s" ? "name proposed" : "name", data: this.#data(piece), "aria-hidden": "true" });
      label.append(make("span", { class: "name-text", text: this.#short(piece) }));
      if (more) label.append(make("span", { class: "name-coder", text: more }));
      label.style.setProperty("left", `${left}px`);
      label.style.setProperty("top", `${tops[index]}px`);
      box.append(label);
    });
  }

  #short({ kind, item }) {
    if (kind === "c") return this.codes.title(item.code);
    const rest = item.codes.length - 1;
    return this.codes.title(item.codes[0].code) + (rest ? ` +${rest}` : "");
  }

  /** Mark the bars of what is chosen. */
  mark(chosen) {
    for (const turn of this.visible) {
      for (const element of turn.margin?.children ?? []) element.classList.toggle("chosen", element.dataset.item === chosen);
    }
  }
}

/** The pieces that a name is written for: those that begin here, and one for all coders who gave the same words the same code. */
function named(pieces) {
  const seen = new Set();
  return pieces.filter((piece) => {
    const key = piece.kind === "c" ? `${piece.item.code} ${piece.top} ${piece.bottom}` : piece.id;
    const isFirst = !piece.from && !seen.has(key);
    seen.add(key);
    return isFirst;
  });
}

function initial(coder) {
  return [...coder.trim()][0]?.toLocaleUpperCase() ?? "·";
}
