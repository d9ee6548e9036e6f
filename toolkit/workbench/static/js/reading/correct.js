// Correcting a turn: its words, who says it, split or joined; what that touches is shown before it is saved.
import { Refusal, command, post, get, say } from "/static/js/asking.js";
import { agreed, closer, element, ending, show } from "/static/js/dialogs.js";
import { ntr, tr } from "/static/js/words.js";

const PAUSE = 350; // milliseconds after the last letter before what it touches is asked for

/** Open the dialog for a turn; resolves when it is closed, to true when the text was changed. */
export async function correct(source, number) {
  try {
    const turn = await get(`/api/sources/${source}/turns/${number}/correcting`);
    return await new Promise((resolve) => new Correcting(source, turn, resolve));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say([error.message, error.hint].filter(Boolean).join(" "));
    return false;
  }
}

class Correcting {
  constructor(source, turn, closed) {
    Object.assign(this, { source, turn, changed: false, joining: false, second: null });
    this.words = element("textarea", { className: "turn-text correcting-words", rows: 8, value: turn.words, lang: document.documentElement.lang, "aria-label": tr("The words of the turn"), oninput: () => this.#soon() });
    this.who = this.#speakers(tr("Said by"));
    this.onward = element("input", { type: "checkbox", onchange: () => this.#soon() });
    this.onwardLine = element("label", { className: "correcting-onward" }, this.onward, " ", tr("Also the later turns of {label}", { label: turn.label }));
    this.half = element("div", { className: "correcting-half", hidden: true });
    this.told = element("div", { className: "correcting-told soft", role: "status" });
    this.splitting = element("button", { type: "button", onclick: () => this.#split() }, tr("Split at the cursor"));
    this.joiner = element("button", { type: "button", hidden: turn.last, "aria-pressed": "false", onclick: () => this.#join() }, tr("Join with the next turn"));
    this.saver = element("button", { type: "button", className: "main", onclick: () => this.#save() }, tr("Save"));
    this.dialog = show(
      tr("Correct turn {number}", { number: turn.number }),
      this.words,
      element("p", { className: "row tight" }, element("label", {}, `${tr("Said by")} `, this.who), this.onwardLine),
      this.half,
      element("p", { className: "row tight" }, this.splitting, this.joiner),
      this.told,
      ending(closer(tr("Cancel")), this.saver),
    );
    this.dialog.classList.add("correcting");
    this.dialog.addEventListener("close", () => (clearTimeout(this.timer), closed(this.changed)));
    this.words.setSelectionRange(0, 0);
    this.words.focus();
    this.#look();
  }

  #speakers(name) {
    const options = this.turn.speakers.map(({ who, title }) => element("option", { value: who, selected: who === this.turn.label }, title));
    const same = this.turn.label ? [] : [element("option", { value: "", selected: true }, "–")];
    return element("select", { className: "person", "aria-label": name, onchange: () => this.#soon() }, ...same, ...options);
  }

  /** What is wanted, one step after the other. */
  #steps() {
    const whole = this.second === null ? this.words.value : `${this.words.value.trimEnd()} ${this.second}`;
    const steps = [];
    const same = this.second === null ? this.words.value === this.turn.words : whole.split(/\s+/).join(" ").trim() === this.turn.words.split(/\s+/).join(" ").trim();
    if (!same) steps.push({ words: whole });
    if (this.second !== null) steps.push({ second: this.second, speaker: this.halfWho.value || null });
    if (this.joining) steps.push({ join: true });
    if (this.who.value && this.who.value !== this.turn.label) steps.push({ speaker: this.who.value, onward: this.onward.checked });
    return steps;
  }

  #body(step, edition) {
    return { command: command(), edition, turn: this.turn.number, ...step };
  }

  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#look(), PAUSE);
  }

  /** Say what the first of the wanted steps would touch: the others touch no words. */
  async #look() {
    const [step] = this.#steps();
    this.onwardLine.hidden = !this.who.value || this.who.value === this.turn.label;
    this.saver.disabled = !step;
    if (!step) return this.told.replaceChildren(tr("Nothing is changed yet."));
    const asked = (this.asked = Symbol("look"));
    try {
      const found = await post(`/api/sources/${this.source}/correcting/look`, this.#body(step, this.turn.edition));
      if (this.asked === asked) this.told.replaceChildren(...lines(found));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (this.asked === asked) this.told.replaceChildren([error.message, error.hint].filter(Boolean).join(" "));
    }
    return undefined;
  }

  #split() {
    const at = this.words.selectionStart;
    const [first, second] = [this.words.value.slice(0, at).trim(), this.words.value.slice(at).trim()];
    if (!first || !second) {
      this.told.replaceChildren(tr("Put the cursor before the first word of the second half, then split."));
      this.words.focus();
      return;
    }
    this.words.value = first;
    this.second = second;
    this.halfWho = this.#speakers(tr("Second half said by"));
    const back = element("button", { type: "button", className: "quiet small", onclick: () => this.#unsplit() }, tr("Do not split"));
    this.half.replaceChildren(element("p", { className: "turn-text" }, second), element("p", { className: "row tight" }, element("label", {}, `${tr("Second half said by")} `, this.halfWho), back));
    this.half.hidden = false;
    this.splitting.hidden = this.joiner.hidden = true;
    this.halfWho.focus();
    this.#look();
  }

  #unsplit() {
    this.words.value = `${this.words.value.trimEnd()} ${this.second}`;
    this.second = null;
    this.half.hidden = true;
    this.splitting.hidden = false;
    this.joiner.hidden = this.turn.last;
    this.words.focus();
    this.#look();
  }

  #join() {
    this.joining = !this.joining;
    this.joiner.setAttribute("aria-pressed", String(this.joining));
    this.splitting.disabled = this.joining;
    this.#look();
  }

  async #save() {
    this.saver.disabled = true;
    let { edition } = this.turn;
    try {
      for (const step of this.#steps()) {
        const found = await this.#kept(step, edition);
        if (!found) return this.#look();
        ({ edition } = found);
        this.changed = true;
      }
      this.dialog.close();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.told.replaceChildren([error.message, error.hint].filter(Boolean).join(" "));
      if (this.changed) this.dialog.close();
      else this.saver.disabled = false;
    }
    return undefined;
  }

  /** Save one step; where codings would lose all their words it is asked first. Null when the answer is no. */
  async #kept(step, edition) {
    const body = this.#body(step, edition);
    const looked = await post(`/api/sources/${this.source}/correcting/look`, body);
    const text = ntr("{n} coding would lose all its words and be removed.", "{n} codings would lose all their words and be removed.", looked.losing);
    if (looked.losing && !(await agreed(tr("Correct the text all the same?"), text, tr("Correct it"), { danger: true }))) return null;
    return post(`/api/sources/${this.source}/correcting`, { ...body, agreed: looked.losing > 0 });
  }
}

/** What a correction touches, in sentences. */
export function lines(found) {
  const said = [ntr("{n} coding moves with its words.", "{n} codings move with their words.", found.moved)];
  if (found.touched) said.push(ntr("{n} coding gets other words.", "{n} codings get other words.", found.touched));
  if (found.joined) said.push(ntr("{n} coding becomes one with another.", "{n} codings become one with another.", found.joined));
  const paragraphs = [element("p", {}, said.join(" "))];
  if (found.unplaced.length) {
    const items = found.unplaced.map(({ kind, id, code, coder }) => element("li", {}, [kind, id ?? "", code, coder].filter(Boolean).join(" ")));
    const more = found.more ? [element("li", {}, tr("… and {n} more", { n: found.more }))] : [];
    paragraphs.push(element("p", {}, tr("Nothing is left of the words of:")), element("ul", {}, ...items, ...more));
  }
  return paragraphs;
}
