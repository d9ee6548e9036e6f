// The passage in the panel: the words at hand, the picker, what is coded and proposed there, memos.
import { tr } from "/static/js/words.js";
import { cards, edges, refilled } from "./cards.js";
import { button, make, shortened } from "./elements.js";
import { Memos } from "./memos.js";
import { Picker } from "./picker.js";

/** The first tab of the panel. `toText()` gives the focus back to the text. */
export class Passage {
  constructor({ box, model, codes, transcript, attention, changes, proposals, toText, readOnly }) {
    Object.assign(this, { box, model, codes, transcript, attention, changes, proposals, toText, readOnly });
    this.purpose = null;
    this.partners = make("section", { class: "with-whom", "aria-label": tr("With whom") });
    this.asking = button(tr("With whom …"), () => this.withWhom(), { class: "quiet small", "aria-keyshortcuts": "w" });
    this.picker = new Picker({ codes, take: (paths) => this.#picked(paths), leave: () => this.leavePicker() });
    this.memos = new Memos({ changes, model, readOnly, title: tr("Memo on this passage"), list: () => this.#memosHere(), where: () => this.attention.subject });
    this.words = make("div", { class: "subject" });
    this.here = make("div", { class: "here" });
    this.empty = box.querySelector(".panel-empty");
    this.tools = make("div", { class: "row tight subject-tools" }, ...this.#tools());
    box.append(this.words, ...(readOnly ? [] : [this.picker.element, this.tools]), this.memos.element, this.asking, this.partners, this.here);
    proposals.correct = (segment, suggestion) => this.#correct(segment, suggestion);
    attention.addEventListener("changed", ({ detail }) => this.#moved(!detail.isRefresh));
    model.addEventListener("changed", () => this.render());
    this.#draw();
  }

  #tools() {
    return [button(tr("Code with the words themselves"), () => this.inVivo(), { class: "quiet small", "aria-keyshortcuts": "i" })];
  }

  #memosHere() {
    const { attention } = this;
    const where = attention.subject ?? attention.place;
    return where ? this.model.memosAt(where) : [];
  }

  #moved(byPerson) {
    const { purpose, attention } = this;
    if (purpose?.kind === "recode" && purpose.id !== attention.chosen) this.purpose = null;
    if (purpose?.kind === "correct" && purpose.segment.segment !== attention.segment) this.purpose = null;
    this.moved ||= byPerson;
    this.render();
  }

  render() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.#draw();
    });
  }

  #draw() {
    const { attention } = this;
    const { subject } = attention;
    const isIdle = !subject && !attention.place;
    this.empty.hidden = !isIdle;
    refilled(this.words, () => (attention.held ? this.#subject(attention.held) : []));
    const isAnswering = attention.segment !== null && this.purpose === null;
    this.picker.element.hidden = !subject || attention.adjusting !== null || isAnswering;
    this.tools.hidden = this.picker.element.hidden || this.purpose !== null;
    this.picker.ask(this.#question(), { single: this.purpose !== null });
    this.memos.render();
    this.memos.element.hidden ||= isIdle || (!subject && !this.#memosHere().length);
    this.asking.hidden = isIdle || this.whom !== undefined;
    this.#settle(attention.held !== null || this.purpose !== null);
    refilled(this.here, () => (isIdle ? [] : this.#list(subject ?? attention.place)));
    if (this.moved) this.here.querySelector(".asked, .coding.chosen")?.scrollIntoView({ block: "nearest" });
    this.moved = false;
  }

  /** Words just selected are to be coded: the picker comes first. A place or a coding is to be looked at: what lies there comes first. */
  #settle(toCode) {
    const above = toCode ? this.memos.element : this.words;
    if (this.here.previousElementSibling === above) return;
    const focused = this.here.contains(document.activeElement) ? document.activeElement : null;
    above.after(this.here);
    focused?.focus({ preventScroll: true });
  }

  #question() {
    if (this.purpose?.kind === "recode") return tr("Change to which code?");
    if (this.purpose?.kind === "correct") return tr("Which code instead of the suggested one?");
    return tr("Code these words with");
  }

  #subject(subject) {
    const { attention } = this;
    const words = make("blockquote", { class: "quote subject-words", text: shortened(this.transcript.words(subject), 200) });
    const isAdjusting = attention.adjusting !== null;
    const stretch = (end, by, unit) => attention.stretch(end, by, unit);
    return [
      isAdjusting ? make("p", { class: "note small", text: tr("New edges for this coding: select words, drag the ends, or step with the buttons. Enter saves, Escape leaves it as it was.") }) : null,
      words,
      this.readOnly ? null : edges(stretch),
      isAdjusting ? make("div", { class: "row tight" }, button(tr("Save the edges"), () => this.saveEdges(), { class: "main small", data: { key: "save-edges" } }), button(tr("Cancel"), () => this.cancelEdges(), { class: "small", data: { key: "cancel-edges" } })) : null,
    ];
  }

  #list(where) {
    const { codings, segments } = this.model.at(where);
    const { model, codes, transcript, attention, readOnly } = this;
    const act = {
      choose: (coding) => attention.choose(coding.id, { scroll: true }),
      recode: (coding) => this.recode(coding),
      adjust: (coding) => attention.adjust(coding.id),
      memo: () => this.memos.write(),
      remove: (coding) => this.remove(coding),
    };
    const chosen = attention.chosen;
    const coded = codings.length
      ? [make("h3", { text: tr("Coded here") }), make("ul", { class: "plain-list codings" }, ...cards({ codings, chosen, model, codes, transcript, act, readOnly }))]
      : [];
    const proposed = segments.length ? [make("h3", { text: tr("Suggested by the machine") }), make("ul", { class: "plain-list proposals" }, ...this.proposals.cards(segments))] : [];
    if (!coded.length && !proposed.length) return [make("p", { class: "soft small", text: tr("Nothing is coded here yet.") })];
    return attention.segment === null ? [...coded, ...proposed] : [...proposed, ...coded];
  }

  #picked(paths) {
    const { purpose, attention } = this;
    this.purpose = null;
    if (purpose?.kind === "recode") {
      const coding = this.model.coding(purpose.id);
      if (coding) this.changes.change(coding, { code: paths[0] });
      this.toText();
    } else if (purpose?.kind === "correct") {
      this.toText();
      this.proposals.answer("corrected", paths);
    } else if (attention.subject) this.changes.code(attention.subject, paths);
    this.render();
  }

  leavePicker() {
    this.purpose = null;
    this.picker.clear();
    this.toText();
    this.render();
  }

  openPicker() {
    if (!this.attention.subject || this.readOnly) return false;
    this.#draw();
    this.picker.open();
    return true;
  }

  recode(coding) {
    if (!this.model.isMine(coding)) return;
    this.purpose = { kind: "recode", id: coding.id };
    this.openPicker();
  }

  #correct(segment, suggestion) {
    this.purpose = { kind: "correct", segment, suggestion };
    this.openPicker();
  }

  remove(coding) {
    if (!this.model.isMine(coding) || this.readOnly) return;
    const { place } = this.attention;
    this.changes.remove([coding]);
    if (place) this.attention.at(place);
    else this.attention.leave();
    this.toText();
  }

  inVivo() {
    const { subject } = this.attention;
    if (!subject || this.readOnly) return;
    const near = this.model.at(subject).codings.find((coding) => this.codes.area(coding.code));
    this.changes.inVivo(subject, near ? this.codes.area(near.code) : null);
  }

  /** Say with whom: what that takes is asked for when it is first wanted. */
  async withWhom() {
    if (!this.attention.subject && !this.attention.place) return;
    const { partners: box, model, codes, transcript, attention, readOnly, toText } = this;
    this.whom ??= import("./with_whom.js").then(async ({ WithWhom }) => {
      const made = new WithWhom({ box, model, codes, transcript, attention, readOnly, toText, saved: () => this.changes.saving.idle() });
      await made.load();
      return made;
    });
    this.render();
    (await this.whom).open();
  }

  saveEdges() {
    const { attention } = this;
    const coding = this.model.coding(attention.adjusting);
    const { held } = attention;
    if (coding && !this.transcript.same(coding, held)) this.changes.change(coding, held);
    attention.adjusting = null;
    attention.choose(coding?.id ?? null);
    this.toText();
  }

  cancelEdges() {
    const { adjusting } = this.attention;
    this.attention.adjusting = null;
    this.attention.choose(adjusting);
    this.toText();
  }
}
