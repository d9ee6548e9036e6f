// The list of disagreements: filtered, some hundred at a time, one of them chosen.
import { ntr, tr } from "../words.js";

const AT_ONCE = 150;
const list = document.getElementById("places");
const more = document.getElementById("more-places");
const filters = Object.fromEntries(["code", "source", "kind", "settled"].map((name) => [name, document.getElementById(`by-${name}`)]));

const option = (value, text) => Object.assign(document.createElement("option"), { value, textContent: text });
const fits = (place) =>
  (!filters.code.value || place.code === filters.code.value) &&
  (!filters.source.value || String(place.source) === filters.source.value) &&
  (!filters.kind.value || place.kind === filters.kind.value) &&
  (!filters.settled.value || (filters.settled.value === "settled") === Boolean(place.settled));

/** What is disagreed on, in a few words. */
export function told(data, place) {
  const who = (numbers) => [...new Set(numbers)].map((number) => data.coders[number]).join(", ");
  const having = who(place.marks.map(([coder]) => coder));
  if (place.kind === "extent") return tr("other limits: {coders}", { coders: having });
  if (place.kind === "one") return tr("only {coders}", { coders: having });
  const titles = (codes) => codes.map((code) => data.codes[code]?.title ?? "").join(", ");
  const others = Object.entries(place.others).map(([number, codes]) => tr("{coder} has {codes}", { coder: data.coders[number], codes: titles(codes) }));
  return tr("only {coders}; {others}", { coders: having, others: others.join("; ") });
}

/** The list over `data.places`; `chosen` is called with the place to be shown, null when none is left. */
export class Places {
  constructor(data, chosen) {
    Object.assign(this, { data, chosen, at: null, limit: AT_ONCE, shown: [] });
    for (const [name, select] of Object.entries(filters)) {
      if (name === "code") this.offerCodes(select);
      if (name === "source") for (const [id, title] of Object.entries(data.sources)) select.append(option(id, title));
      select.addEventListener("change", () => (name === "code" && data.only ? this.another(select.value) : this.afresh()));
    }
    more.addEventListener("click", () => { this.limit += AT_ONCE; this.draw(); });
    list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) this.choose(this.shown[Number(item.dataset.at)]);
    });
  }

  /** Every code with how much there is to settle; where one code's places are here at a time, no choice of all. */
  offerCodes(select) {
    for (const [code, left] of this.data.agenda) select.append(option(code, `${this.data.codes[code].title} (${left})`));
    if (!this.data.only) return;
    select.querySelector("option[value='']")?.remove();
    select.value = this.data.only;
  }

  afresh() {
    Object.assign(this, { limit: AT_ONCE, at: null });
    this.draw();
    this.choose(this.shown[0] ?? null);
  }

  another(code) {
    const address = new URL(location.href);
    address.searchParams.set("code", code);
    location.assign(address);
  }

  draw() {
    this.shown = this.data.places.filter((place) => fits(place) || place === this.at);
    const open = this.data.places.filter((place) => !place.settled).length;
    document.getElementById("how-many").textContent = `${ntr("{n} shown", "{n} shown", this.shown.length)} · ${this.data.only ? ntr("{n} to settle on this code", "{n} to settle on this code", open) : ntr("{n} to settle in all", "{n} to settle in all", open)}`;
    let before = "";
    list.replaceChildren(...this.shown.slice(0, this.limit).flatMap((place, at) => {
      const rows = place.code === before ? [this.item(place, at)] : [this.heading(place), this.item(place, at)];
      before = place.code;
      return rows;
    }));
    more.hidden = this.shown.length <= this.limit;
  }

  heading(place) {
    const code = this.data.codes[place.code];
    const line = Object.assign(document.createElement("li"), { role: "presentation", className: "compare-code", textContent: code.title });
    if (code.area) line.dataset.area = code.area;
    return line;
  }

  item(place, at) {
    const line = Object.assign(document.createElement("li"), { role: "option", id: `place-${at}`, ariaSelected: String(place === this.at) });
    line.dataset.at = String(at);
    const where = Object.assign(document.createElement("span"), { className: "soft person", textContent: this.data.sources[place.source] });
    line.append(place.settled ? "✓ " : "", told(this.data, place), " ", where);
    if (place.settled) line.classList.add("settled");
    return line;
  }

  choose(place) {
    this.at = place;
    if (place && this.shown.indexOf(place) >= this.limit) this.limit = this.shown.indexOf(place) + AT_ONCE;
    this.draw();
    const item = place && document.getElementById(`place-${this.shown.indexOf(place)}`);
    item?.scrollIntoView({ block: "nearest" });
    if (item) list.setAttribute("aria-activedescendant", item.id);
    else list.removeAttribute("aria-activedescendant");
    this.chosen(place);
  }

  /** The place `step` further on; the same when there is none. */
  go(step) {
    const next = this.shown[this.shown.indexOf(this.at) + step];
    if (next) this.choose(next);
  }

  /** The next place to be settled after the present one has been; it stays in the list only if it fits. */
  goOn() {
    const at = this.shown.indexOf(this.at);
    const rest = [...this.shown.slice(at + 1), ...this.shown.slice(0, at)];
    this.choose(rest.find((place) => !place.settled) ?? null);
  }
}
