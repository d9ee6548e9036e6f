// With whom, in the panel of a passage: whom these words tell of, what the machine finds named, each said yes or no to by a person.
import { Refusal, command, get, post, say } from "/static/js/asking.js";
import { have, watch } from "/static/js/watching.js";
import { ntr, tr } from "/static/js/words.js";
import { refilled } from "./cards.js";
import { button, make } from "./elements.js";

const EFFECTS = () => [["unsaid", tr("not said")], ["helps", tr("helps")], ["hinders", tr("hinders")], ["both", tr("helps and hinders")]];
const TIMES = () => [["unsaid", tr("not said")], ["before", tr("before")], ["now", tr("now")]];
const KINDS = () => [["organisation", tr("organisation")], ["person", tr("person")], ["measure", tr("measure")]];
const NEW = 2; // letters of a name before it is offered to be added

/** The section of the panel, filled when it is first opened. */
export class WithWhom {
  constructor({ box, model, codes, transcript, attention, readOnly, saved, toText }) {
    Object.assign(this, { box, model, codes, transcript, attention, readOnly, saved, toText, data: null, wanted: {} });
    this.told = make("div", { class: "with-whom-told" });
    this.form = make("form", { class: "with-whom-form", hidden: true, on: { submit: (event) => this.#submitted(event), keydown: (event) => this.#key(event) } });
    this.rest = make("div", { class: "with-whom-rest small" });
    box.append(this.told, this.form, this.rest);
    this.#fields();
    attention.addEventListener("changed", () => this.render());
    document.addEventListener("spegla:changed", () => this.load());
    watch(() => this.load());
  }

  async load() {
    await this.#asked(() => get(`/api/sources/${this.model.source}/ties`));
  }

  /** Put the cursor where the partner is written. */
  open() {
    this.render();
    if (!this.form.hidden) this.name.focus();
  }

  async #asked(ask) {
    try {
      this.#take(await ask());
      return true;
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof TypeError)) throw error;
      const lost = tr("The connection was lost, so this is not saved. Try again.");
      say(error instanceof Refusal ? [error.message, error.hint].filter(Boolean).join(" ") : lost);
      return false;
    }
  }

  #take(data) {
    have(data.mark);
    this.data = data;
    this.names.replaceChildren(...data.partners.map((one) => make("option", { value: one.name })));
    this.render();
  }

  #choice(title, options) {
    const field = make("select", { "aria-label": title }, ...options.map(([value, text]) => make("option", { value, text })));
    return [field, make("label", {}, `${title} `, field)];
  }

  #fields() {
    this.names = make("datalist", { id: "partner-names" });
    this.name = make("input", { type: "text", list: "partner-names", autocomplete: "off", maxlength: "120", "aria-label": tr("Partner"), on: { input: () => this.#typed() } });
    const needs = this.codes.list.filter((code) => code.area === "needs" && code.parent);
    const [need, needLine] = this.#choice(tr("Need"), [["", tr("not said")], ...needs.map((code) => [code.path, code.title])]);
    const [effect, effectLine] = this.#choice(tr("Effect"), EFFECTS());
    const [time, timeLine] = this.#choice(tr("Contact"), TIMES());
    const [kind, kindLine] = this.#choice(tr("What it is"), KINDS());
    this.kindLine = kindLine;
    Object.assign(this, { need, effect, time, kind });
    this.submit = make("button", { type: "submit", class: "main small", text: tr("Mark") });
    this.form.append(this.names, make("label", { class: "with-whom-name" }, `${tr("With whom")} `, this.name), kindLine, needLine, effectLine, timeLine, make("div", { class: "row tight" }, this.submit));
    this.#typed();
  }

  #known() {
    const own = this.name.value.trim().toLocaleLowerCase();
    return this.data?.partners.find((one) => [one.name, ...one.names].some((name) => name.toLocaleLowerCase() === own));
  }

  #typed() {
    const isNew = this.name.value.trim().length >= NEW && !this.#known();
    this.kindLine.hidden = !isNew;
    this.submit.textContent = isNew ? tr("Add to the list and mark") : tr("Mark");
    this.submit.disabled = !this.name.value.trim();
  }

  #key(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.toText();
  }

  async #submitted(event) {
    event.preventDefault();
    const { subject } = this.attention;
    if (!subject || this.submit.disabled) return;
    const known = this.#known();
    const whom = known ? { partner: known.id } : { name: this.name.value.trim(), add: this.kind.value };
    const said = { need: this.need.value, effect: this.effect.value, time: this.time.value };
    if (!(await this.#send("/api/ties", { ...this.#where(subject), ...whom, ...said }))) return;
    this.#empty();
    this.toText();
  }

  #empty() {
    this.name.value = this.need.value = "";
    this.effect.value = this.time.value = "unsaid";
    this.#typed();
  }

  #where({ start, end }) {
    return { edition: this.model.edition, source: this.model.source, start, end };
  }

  /** Send a change when what was coded before it is stored. */
  async #send(address, body) {
    await this.saved();
    return this.#asked(() => post(address, { command: command(), ...body }));
  }

  #here(items) {
    const where = this.attention.subject ?? this.attention.place;
    if (!where) return [];
    const isThere = where.start ? (item) => this.transcript.touches(item, where) : (item) => this.transcript.contains(item, where);
    return items.filter(isThere);
  }

  render() {
    if (!this.data) return;
    const { subject, place } = this.attention;
    this.form.hidden = this.readOnly || !subject || !this.data.partners.length;
    this.box.hidden = !subject && !place;
    refilled(this.told, () => [...this.#ties(), ...this.#proposals()]);
    refilled(this.rest, () => this.#others());
    this.#guess();
  }

  /** What the codings here say already, where the fields were not touched. */
  #guess() {
    const codings = this.attention.subject ? this.model.at(this.attention.subject).codings : [];
    const needs = new Set(codings.map((one) => one.code).filter((path) => [...this.need.options].some((option) => option.value === path)));
    if (!this.name.value) this.need.value = needs.size === 1 ? [...needs][0] : "";
  }

  #said(one) {
    const word = (options, value) => (value === "unsaid" ? "" : options.find(([key]) => key === value)[1]);
    const need = one.need ? this.codes.title(one.need) : "";
    const contact = { before: tr("contact before"), now: tr("contact now") }[one.time] ?? "";
    return [word(EFFECTS(), one.effect), contact, need, one.phase ? this.codes.title(`phase/${one.phase}`) : ""].filter(Boolean).join(" · ");
  }

  #ties() {
    const here = this.#here(this.data.ties);
    if (!here.length) return [];
    const items = here.map((one) => {
      const gone = one.mine && !this.readOnly ? button("×", () => this.#removed(one), { class: "quiet small", "aria-label": tr("Remove the mark: {name}", { name: one.name }), data: { key: `untie-${one.id}` } }) : make("span", { class: "person soft small", text: one.coder });
      return make("li", { class: "tie" }, make("span", { class: "tag tie-name person", text: one.name }), make("span", { class: "soft small", text: this.#said(one) }), gone);
    });
    return [make("ul", { class: "plain-list ties" }, ...items)];
  }

  #removed(one) {
    this.#send("/api/ties/remove", { source: this.model.source, id: one.id, revision: one.revision });
  }

  #proposals() {
    return this.#here(this.data.proposals).map((one) => {
      const doubt = one.uncertain ? make("span", { class: "soft small", text: tr("uncertain") }) : null;
      const answers = this.readOnly ? null : make("span", { class: "row tight" }, button(tr("Yes"), () => this.#accept(one), { class: "small", "aria-label": tr("Yes, mark: {name}", { name: one.name }), data: { key: `yes-${one.key}` } }), button(tr("No"), () => this.#decline(one), { class: "small quiet", "aria-label": tr("No, do not mark: {name}", { name: one.name }), data: { key: `no-${one.key}` } }));
      const line = make("p", { class: "tie" }, make("span", { class: "tag tie-name person", text: one.name }), make("span", { class: "soft small", text: this.#said(one) }), doubt);
      return make("article", { class: "proposal tie-proposal" }, make("p", { class: "soft small", text: tr("Proposed by the machine") }), line, make("p", { class: "soft small person", text: one.because.join("; ") }), answers);
    });
  }

  async #accept(one) {
    const { partner, need, effect, time } = one;
    await this.#send("/api/ties", { ...this.#where(one), partner, need, effect, time });
    this.#onward();
  }

  async #decline(one) {
    await this.#send("/api/ties/decline", { ...this.#where(one), partner: one.partner });
    this.#onward();
  }

  /** The cursor goes to the next answer, else to the text. */
  #onward() {
    const next = this.told.querySelector(".tie-proposal button") ?? this.rest.querySelector("button");
    if (next) next.focus();
    else this.toText();
  }

  #others() {
    if (!this.data.partners.length) {
      const none = make("p", { class: "soft", text: tr("There are no partners yet: authorities, schools, people in a role.") });
      return [none, this.readOnly ? null : button(tr("Take a list to start from"), () => this.#send("/api/ties/start", { source: this.model.source }), { class: "small" })];
    }
    const left = this.data.proposals;
    if (!left.length) return [make("p", { class: "soft", text: tr("The machine proposes no partner here.") })];
    const text = ntr("{n} proposal left in this source", "{n} proposals left in this source", left.length);
    return [make("p", { class: "row tight" }, make("span", { class: "soft", text }), button(tr("Next"), () => this.#next(), { class: "small quiet", data: { key: "next-partner" } }))];
  }

  #next() {
    const where = this.attention.subject ?? this.attention.place;
    const from = where?.start ?? where;
    const next = this.data.proposals.find((one) => !from || this.transcript.compare(one.start, from) > 0) ?? this.data.proposals[0];
    this.attention.hold({ start: next.start, end: next.end }, { scroll: true });
  }
}
