// The round of suggestions: the next undecided passage comes by itself, in the order that was asked for, on into other sources.
// In the most instructive order a few are asked about here, then it goes on elsewhere: ten of one interview teach less.
import { get, say } from "/static/js/asking.js";
import { ntr, tr } from "/static/js/words.js";
import { button, make } from "./elements.js";

const BATCH = 10;
const KEPT = "spegla-round";
const A_FEW = 3;

const ORDERS = () => new Map([["text", tr("as in the text")], ["instructive", tr("most instructive first")], ["certain", tr("surest first")]]);

/** Walks through the queue; event "changed" when it starts, moves or ends. */
export class Round extends EventTarget {
  constructor({ model, attention, proposals, changes, box, hear, readOnly }) {
    super();
    Object.assign(this, { model, attention, proposals, changes, box, hear, readOnly });
    const kept = sessionStorage.getItem(KEPT);
    Object.assign(this, { isOn: false, order: ORDERS().has(kept) ? kept : "text", queue: [], left: null, shown: 0, skipped: new Set() });
    proposals.answered = (now, decision) => this.#answered(now, decision);
    document.addEventListener("spegla:changed", () => this.#undone());
    this.#draw();
  }

  async start() {
    this.isOn = true;
    this.skipped.clear();
    this.shown = 0;
    const from = this.attention.segment;
    await this.#fill({ after: from });
    const here = from === null ? -1 : this.queue.findIndex((one) => one.segment === from);
    if (here > 0) this.queue.unshift(...this.queue.splice(here, 1));
    await this.next();
  }

  stop() {
    if (!this.isOn) return;
    this.isOn = false;
    this.#draw();
    say(tr("The round is over for now."));
  }

  #address(facts) {
    const query = new URLSearchParams({ order: this.order, limit: String(BATCH) });
    for (const [name, value] of Object.entries(facts)) if (value !== null && value !== undefined) query.set(name, String(value));
    return `/api/queue?${query}`;
  }

  async #fill({ after = null } = {}) {
    await this.changes.saving.idle();
    const answer = await get(this.#address({ source: this.model.source, after }));
    this.left = answer.left;
    const known = new Set(this.queue.map((one) => one.segment));
    const fresh = answer.segments.filter((one) => !known.has(one.segment) && !this.skipped.has(one.segment));
    this.queue.push(...fresh);
  }

  /** After an undo the passage that is open again is asked about again. */
  async #undone() {
    if (!this.isOn) return;
    await this.changes.refresh();
    this.queue = [];
    this.shown = Math.max(0, this.shown - 1);
    await this.next();
  }

  #open(segment) {
    return this.model.segments.get(segment.segment)?.codes.length > 0 && !this.skipped.has(segment.segment);
  }

  /** Go to the next passage that is undecided; fetch more, go on to another source, or end. */
  async next() {
    if (!this.isOn) return;
    this.queue = this.queue.filter((one) => this.#open(one));
    if (this.order === "instructive" && this.shown >= A_FEW && (await this.#onward({ leave: this.model.source }))) return;
    if (!this.queue.length) await this.#fill();
    const [first] = this.queue;
    if (!first) {
      await this.#elsewhere();
      return;
    }
    this.proposals.asked = null;
    this.shown += 1;
    this.attention.chooseSegment(first.segment, { scroll: true });
    this.#draw();
    this.#tell();
    if (this.queue.length < 3) this.#fill().then(() => this.#draw());
  }

  #tell() {
    const now = this.proposals.current();
    if (now) this.hear(tr("{code}? {because}", { code: this.proposals.codes.title(now.suggestion.code), because: now.suggestion.because }));
  }

  #answered({ segment }, decision) {
    if (decision === "skipped") this.skipped.add(segment.segment);
    if (!this.isOn) return;
    const left = this.model.segments.get(segment.segment);
    if (left?.codes.length && decision !== "skipped") {
      this.attention.chooseSegment(segment.segment);
      this.#draw();
      this.#tell();
      return;
    }
    this.left = Math.max(0, (this.left ?? 1) - (decision === "skipped" ? 0 : 1));
    this.next();
  }

  /** Go to the next passage of another source; false when there is none. */
  async #onward(facts = {}) {
    await this.changes.saving.idle();
    const { segments } = await get(this.#address(facts));
    const other = segments.find((one) => one.source !== this.model.source && !one.skipped);
    if (!other) return false;
    sessionStorage.setItem(`${KEPT}-on`, "1");
    location.assign(`/read/${other.source}#segment-${other.segment}`);
    return true;
  }

  async #elsewhere() {
    if (await this.#onward()) return;
    this.isOn = false;
    if (this.attention.segment !== null) this.attention.leave();
    this.#draw();
    if (!this.shown) {
      say(tr("There are no suggestions to go through. The machine proposes codes when it is asked to on the start page."));
      return;
    }
    const { size } = this.skipped;
    say(size ? ntr("Decided, but for {n} passage that was skipped.", "Decided, but for {n} passages that were skipped.", size) : tr("Every suggestion has been decided."));
  }

  /** Go on here when the round came from another source, or show the segment of the address. */
  async arrived() {
    const wanted = /^#segment-(\d+)$/.exec(location.hash)?.[1];
    const goesOn = sessionStorage.getItem(`${KEPT}-on`);
    sessionStorage.removeItem(`${KEPT}-on`);
    if (wanted && this.model.segments.has(Number(wanted))) this.attention.chooseSegment(Number(wanted), { scroll: true });
    if (goesOn) await this.start();
  }

  #ordered(order) {
    this.order = order;
    sessionStorage.setItem(KEPT, order);
    this.queue = [];
    if (this.isOn) this.start();
  }

  #draw() {
    const count = this.isOn && this.left !== null ? this.left : this.model.segments.size;
    const choice = make("select", { "aria-label": tr("Order of the suggestions"), class: "small", on: { change: (event) => this.#ordered(event.target.value) } });
    for (const [value, name] of ORDERS()) {
      choice.append(make("option", { value, text: name, selected: value === this.order }));
    }
    const toggle = this.isOn ? button(tr("End the round"), () => this.stop(), { class: "small" }) : button("", () => this.start(), { class: "small", "aria-keyshortcuts": "s" });
    if (!this.isOn) toggle.append(`${tr("Go through")} `, make("kbd", { text: "s", "aria-hidden": "true" }));
    const told = make("span", { class: "round-left", text: count ? tr("{n} to decide", { n: count }) : tr("No suggestions are left here") });
    const isBusy = this.box.contains(document.activeElement) && document.activeElement.tagName === "SELECT";
    if (isBusy) return this.box.querySelector(".round-left").replaceWith(told);
    this.box.replaceChildren(told, ...(count && !this.readOnly ? [choice, toggle] : []));
    this.box.classList.toggle("on", this.isOn);
    return this.dispatchEvent(new Event("changed"));
  }

  redraw() {
    if (!this.isOn) this.#draw();
  }
}
