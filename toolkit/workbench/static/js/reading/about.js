// The source in the panel: its memo, who coded and what, and which of it is shown.
import { ntr, tr } from "/static/js/words.js";
import { button, make } from "./elements.js";
import { Memos } from "./memos.js";

/** The second tab: memos of the source and the legend, where codes, coders and suggestions are switched on and off. */
export class About {
  constructor({ box, model, codes, changes, highlight, readOnly }) {
    Object.assign(this, { model, codes, highlight });
    this.memos = new Memos({ changes, model, readOnly, title: tr("Memo on this source"), list: () => model.sourceMemos(), where: () => ({}) });
    this.legend = make("div", { class: "legend", on: { change: (event) => this.#switched(event.target) } });
    for (const type of ["pointerover", "focusin"]) this.legend.addEventListener(type, (event) => this.#over(event.target));
    for (const type of ["pointerleave", "focusout"]) this.legend.addEventListener(type, () => this.highlight([]));
    box.prepend(make("h3", { text: tr("Memo on the source") }), this.memos.element);
    this.revisions = make("section", { class: "revisions" });
    box.append(this.revisions, this.legend);
    this.corrected = async () => (await import("./revisions.js")).list(this.revisions, { source: model.source, edition: model.edition, readOnly });
    this.deeds = async () => {
      const box = document.getElementById("whole");
      this.deeds = null;
      if (box) (await import("./whole.js")).ready(box, model.source);
    };
    this.isOpen = false;
    model.addEventListener("changed", () => this.isOpen && this.render());
  }

  open(isOpen) {
    this.isOpen = isOpen;
    if (isOpen) this.render();
    if (isOpen) this.corrected();
    if (isOpen) this.deeds?.();
  }

  render() {
    this.memos.render();
    const focused = this.legend.contains(document.activeElement) ? document.activeElement.id : "";
    this.legend.replaceChildren(...this.#suggestions(), ...this.#coders(), ...this.#codes());
    if (focused) document.getElementById(focused)?.focus();
  }

  #counts(field) {
    const counts = new Map();
    const { others } = this.model.hidden;
    for (const coding of this.model.codings.values()) if (field === "coder" || !others || this.model.isMine(coding)) counts.set(coding[field], (counts.get(coding[field]) ?? 0) + 1);
    return counts;
  }

  #line({ id, kind, value, isOn, name, count, area = "", person = false }) {
    const box = make("input", { type: "checkbox", id, data: { kind, value } });
    box.checked = isOn;
    const text = make("span", { class: person ? "legend-name person" : "legend-name", text: name });
    return make("label", { class: "legend-line", data: { area, value, kind } }, box, make("span", { class: "swatch", "aria-hidden": "true" }), text, make("span", { class: "soft small n", text: String(count) }));
  }

  #suggestions() {
    const count = this.model.segments.size;
    if (!count) return [];
    const name = tr("Passages with suggestions of the machine");
    return [make("h3", { text: tr("Shown in the margin") }), this.#line({ id: "show-suggestions", kind: "suggestions", value: "", isOn: !this.model.hidden.suggestions, name, count })];
  }

  #coders() {
    const counts = this.#counts("coder");
    const others = [...counts].filter(([coder]) => coder !== this.model.me).reduce((sum, [, count]) => sum + count, 0);
    if (!counts.size) return [];
    const alone = others && this.model.me ? this.#line({ id: "alone", kind: "others", value: "", isOn: !this.model.hidden.others, name: tr("What others have coded"), count: others }) : null;
    if (alone && this.model.hidden.others) return [make("h3", { text: tr("Coders") }), alone];
    const lines = [...counts].sort().map(([coder, count], at) =>
      this.#line({ id: `coder-${at}`, kind: "coders", value: coder, isOn: !this.model.hidden.coders.has(coder), name: coder, count, person: true }),
    );
    return [make("h3", { text: tr("Coders") }), alone, ...lines].filter(Boolean);
  }

  #codes() {
    const counts = this.#counts("code");
    if (!counts.size) return [make("p", { class: "soft", text: tr("Nothing is coded in this source yet.") })];
    const known = this.codes.list.map((code) => code.path).filter((path) => counts.has(path));
    const paths = [...known, ...[...counts.keys()].filter((path) => !known.includes(path))];
    const lines = paths.map((path, at) =>
      this.#line({ id: `code-${at}`, kind: "codes", value: path, isOn: !this.model.hidden.codes.has(path), name: this.codes.title(path), count: counts.get(path), area: this.codes.area(path) }),
    );
    const { elsewhere } = this.model;
    const note = elsewhere ? make("p", { class: "soft small", text: ntr("{n} coding stands outside the turns shown here.", "{n} codings stand outside the turns shown here.", elsewhere) }) : null;
    return [make("h3", { text: tr("Codes in this source") }), this.#allOrNone(paths), ...lines, note].filter(Boolean);
  }

  #allOrNone(paths) {
    const none = () => this.model.filter((hidden) => paths.forEach((path) => hidden.codes.add(path)));
    const all = () => this.model.filter((hidden) => hidden.codes.clear());
    return make("p", { class: "row tight" }, button(tr("Show all"), all, { class: "small", id: "codes-all" }), button(tr("Hide all"), none, { class: "small", id: "codes-none" }));
  }

  #switched(input) {
    const { kind, value } = input.dataset;
    if (kind === "others") {
      this.model.alone(!input.checked);
      return;
    }
    this.model.filter((hidden) => {
      if (kind === "suggestions") hidden.suggestions = !input.checked;
      else hidden[kind][input.checked ? "delete" : "add"](value);
    });
  }

  #over(target) {
    const line = target.closest?.("[data-kind=codes].legend-line");
    this.highlight(line ? this.model.shownCodings().filter((coding) => coding.code === line.dataset.value) : []);
  }
}
