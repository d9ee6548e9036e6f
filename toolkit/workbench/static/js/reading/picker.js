// The code picker: type letters to find a code in any facet, arrows to move, Enter to take it; several can be gathered first.
import { tr } from "/static/js/words.js";
import { button, make } from "./elements.js";

const plain = (text) => text.toLocaleLowerCase();
const PARTS = /[\s:,\/–-]+/;

/** How well a code answers what was typed: 0 best; null not at all. Every typed word must begin a word of the title, the parent or the number. */
export function fit(code, parentTitle, typed) {
  const asked = plain(typed).split(PARTS).filter(Boolean);
  const own = plain(code.title).split(PARTS);
  const above = plain(parentTitle).split(PARTS);
  const number = code.number ? String(code.number) : "";
  const begins = (words, word) => words.some((one) => one.startsWith(word));
  if (!asked.every((word) => word === number || begins(own, word) || begins(above, word) || own.some((one) => word.length > 2 && one.includes(word)))) return null;
  if (asked.every((word) => word === number || own[0].startsWith(word))) return 0;
  return asked.every((word) => begins(own, word)) ? 1 : 2;
}

/** A field with a list of codes. `take(paths)` gets what was chosen; `leave()` is called on Escape. */
export class Picker {
  constructor({ codes, take, leave }) {
    Object.assign(this, { codes, take, leave, gathered: [], recent: [], options: [], active: -1, single: false });
    this.field = make("input", {
      type: "text", id: "picker-field", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-expanded": "true",
      "aria-controls": "picker-list", "aria-autocomplete": "list", placeholder: tr("Type a few letters"),
      on: { input: () => this.#list(), keydown: (event) => this.#key(event) },
    });
    this.label = make("label", { for: "picker-field", class: "picker-label" });
    this.list = make("ul", { id: "picker-list", role: "listbox", class: "picker-list", "aria-label": tr("Codes"), on: { click: (event) => this.#clicked(event) } });
    this.chips = make("div", { class: "picker-chips", hidden: true });
    this.several = make("input", { type: "checkbox", on: { change: () => this.#list() } });
    this.hint = make("label", { class: "beside small picker-several" }, this.several, tr("Gather several, then save"));
    this.element = make("div", { class: "picker" }, this.label, this.field, this.chips, this.list, this.hint);
    this.#list();
  }

  /** Say what is picked for; `single` takes one code only. */
  ask(label, { single = false } = {}) {
    if (this.label.textContent !== label) this.label.textContent = label;
    if (single !== this.single) this.gathered = [];
    this.single = single;
    this.hint.hidden = single;
    this.#chips();
  }

  open() {
    this.field.focus();
    this.field.select();
  }

  clear() {
    this.gathered = [];
    this.field.value = "";
    this.#list();
    this.#chips();
  }

  #found() {
    const typed = this.field.value.trim();
    if (!typed) return this.#all();
    const parent = (code) => (code.parent ? this.codes.title(code.parent) : "");
    const judged = this.codes.list.map((code) => ({ code, rank: fit(code, parent(code), typed) })).filter(({ rank }) => rank !== null);
    return judged.sort((a, b) => a.rank - b.rank).map(({ code }) => ({ code, heading: null, deep: false }));
  }

  #all() {
    const recent = this.recent.map((path, at) => ({ code: this.codes.get(path), heading: at ? null : tr("Just used"), deep: false }));
    const byFacet = this.codes.facets.flatMap((facet) => {
      const codes = this.codes.list.filter((code) => code.facet === facet.key);
      return codes.map((code, at) => ({ code, heading: at ? null : facet.title, deep: Boolean(code.parent) }));
    });
    return [...recent, ...byFacet];
  }

  #list() {
    this.options = this.#found();
    this.active = this.field.value.trim() && this.options.length ? 0 : -1;
    const items = [];
    this.options.forEach((option, at) => {
      if (option.heading) items.push(make("li", { role: "presentation", class: "picker-heading", text: option.heading }));
      items.push(this.#option(option, at));
    });
    if (!items.length) items.push(make("li", { role: "presentation", class: "soft picker-heading", text: tr("No code has such a name.") }));
    this.list.replaceChildren(...items);
    this.#show();
  }

  #option({ code, deep }, at) {
    const above = this.field.value.trim() && code.parent ? this.codes.title(code.parent) : "";
    return make(
      "li",
      { role: "option", id: `picker-${at}`, class: deep ? "option deep" : "option", data: { at, area: code.area ?? "" }, "aria-selected": "false" },
      code.number ? make("kbd", { text: String(code.number) }) : null,
      make("span", { class: "option-title", text: code.title }),
      above ? make("span", { class: "option-above", text: above }) : null,
    );
  }

  #show() {
    for (const item of this.list.querySelectorAll(".option")) {
      const isActive = Number(item.dataset.at) === this.active;
      item.classList.toggle("active", isActive);
      item.setAttribute("aria-selected", String(isActive || this.gathered.includes(this.options[Number(item.dataset.at)].code.path)));
      if (isActive) item.scrollIntoView({ block: "nearest" });
    }
    if (this.active >= 0) this.field.setAttribute("aria-activedescendant", `picker-${this.active}`);
    else this.field.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    const { key } = event;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[key];
    if (step) this.#move(step);
    else if (key === "Enter") this.#enter(event.shiftKey);
    else if (key === "Escape") this.#escape();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #move(step) {
    const last = this.options.length - 1;
    if (last < 0) return;
    const from = this.active < 0 && step < 0 ? last + 1 : this.active;
    this.active = Math.abs(step) === 1 ? (from + step + last + 1) % (last + 1) : Math.max(0, Math.min(last, from + step));
    this.#show();
  }

  #escape() {
    if (!this.field.value && !this.gathered.length) return this.leave();
    return this.clear();
  }

  #enter(gather) {
    const code = this.options[this.active]?.code;
    if (!code) return this.#save();
    return this.#chosen(code.path, gather, gather ? [] : this.gathered);
  }

  #clicked(event) {
    const at = event.target.closest(".option")?.dataset.at;
    if (at !== undefined) this.#chosen(this.options[Number(at)].code.path, event.shiftKey, []);
  }

  #chosen(path, gather, others) {
    if (!this.single && (gather || this.several.checked)) return this.#gather(path);
    this.#remember(path);
    const paths = [...new Set([...others, path])];
    this.clear();
    return this.take(paths);
  }

  #gather(path) {
    this.gathered = this.gathered.includes(path) ? this.gathered.filter((one) => one !== path) : [...this.gathered, path];
    this.field.value = "";
    this.#list();
    this.#chips();
  }

  #save() {
    if (!this.gathered.length) return;
    const paths = this.gathered;
    paths.forEach((path) => this.#remember(path));
    this.clear();
    this.take(paths);
  }

  #remember(path) {
    this.recent = [path, ...this.recent.filter((one) => one !== path)].slice(0, 4);
  }

  #chips() {
    this.chips.hidden = !this.gathered.length;
    if (!this.gathered.length) return this.chips.replaceChildren();
    const chips = this.gathered.map((path) =>
      button(this.codes.title(path), () => this.#gather(path), { class: "tag chip", data: { area: this.codes.area(path) }, "aria-label": tr("Leave out {code}", { code: this.codes.title(path) }) }),
    );
    return this.chips.replaceChildren(...chips, button(tr("Save these codes"), () => this.#save(), { class: "main small" }));
  }
}
