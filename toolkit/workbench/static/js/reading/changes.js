// What a coder changes: shown at once, then saved; where the server says no, the page shows what is stored.
import { get, say } from "/static/js/asking.js";
import { ntr, tr } from "/static/js/words.js";
import { have } from "/static/js/watching.js";

let temporary = 0;

/** Every change of codings, suggestions and memos of one source. */
export class Changes {
  constructor({ model, codes, saving, transcript }) {
    Object.assign(this, { model, codes, saving, transcript, source: model.source });
    this.seen = new Map();
    document.addEventListener("spegla:changed", (event) => {
      event.preventDefault();
      this.refresh();
    });
  }

  /** Fetch what is stored, once nothing of ours is on its way. */
  async refresh() {
    await this.saving.idle();
    const data = await get(`/api/sources/${this.source}/codings`);
    if (!this.saving.isIdle) return;
    have(data.mark);
    if (data.edition !== this.model.edition) this.#corrected();
    else this.model.replace(data);
  }

  /** The text is another by now: the page is loaded anew, but never away from under what somebody is writing. */
  #corrected() {
    if (document.querySelector("dialog[open], textarea")) say(tr("The text was corrected meanwhile. Load the page again before you code on."));
    else location.reload();
  }

  /** Queue one change; `done(answer)` may give the ids of drafts that the answer takes the place of. */
  #send(address, body, { done = () => [], said = "" } = {}) {
    this.saving.add({
      address,
      body: () => ({ edition: this.model.edition, ...body() }),
      done: (answer) => {
        this.#answered(answer, done(answer) ?? []);
        if (said) say(said);
      },
      refused: (refusal) => this.#refused(refusal),
    });
  }

  #answered(answer, drafts) {
    for (const coding of answer.codings ?? []) this.seen.set(coding.id, coding.revision);
    this.model.take({ ...answer, removed: [...(answer.removed ?? []), ...drafts] });
    have(answer.mark);
    const others = answer.mark > this.model.mark + 1;
    this.model.mark = Math.max(this.model.mark, answer.mark);
    if (others) this.refresh();
  }

  #refused(refusal) {
    if (refusal.status === 409) this.model.take(refusal.rest);
    say([refusal.message, refusal.hint].filter(Boolean).join(" "));
    this.refresh();
  }

  #draft(extent, code) {
    temporary += 1;
    return { id: `n${temporary}`, revision: 0, code, coder: this.model.me, start: extent.start, end: extent.end, unsaved: true };
  }

  #named(drafts, answer) {
    for (const draft of drafts) {
      const found = answer.codings?.find((one) => one.code === draft.code && this.transcript.same(one, draft));
      const other = found ?? answer.codings?.find((one) => one.code === draft.code);
      if (other) this.model.aliases.set(draft.id, other.id);
    }
    return drafts.map((draft) => draft.id);
  }

  /** Code the words of `extent` with `paths`. */
  code(extent, paths) {
    const mine = this.model.at(extent).codings.filter((one) => this.model.isMine(one) && this.transcript.same(one, extent));
    const fresh = paths.filter((path) => !mine.some((one) => one.code === path));
    if (!fresh.length) return say(tr("These words are coded so already."));
    const drafts = fresh.map((path) => this.#draft(extent, path));
    const names = fresh.map((path) => this.codes.title(path)).join(", ");
    this.model.take({ codings: drafts });
    const body = () => ({ source: this.source, start: extent.start, end: extent.end, codes: fresh });
    return this.#send(() => "/api/codings", body, { done: (answer) => this.#named(drafts, answer), said: tr("Coded: {codes}.", { codes: names }) });
  }

  /** Make a code of the words themselves and code them with it. */
  inVivo(extent, parent) {
    const body = () => ({ source: this.source, start: extent.start, end: extent.end, parent });
    const done = ({ code }) => {
      if (!code) return;
      this.codes.add(code);
      say(tr("New code from the words, under {parent}: {code}", { code: code.title, parent: this.codes.title(code.parent ?? "") }));
    };
    this.#send(() => "/api/codings/in-vivo", body, { done });
  }

  #revision(id, seenThen) {
    const real = this.model.aliases.get(id) ?? id;
    return Math.max(seenThen, this.seen.get(real) ?? 0);
  }

  /** Give a coding another code or another extent: `what` is {code} or {start, end}. */
  change(coding, what) {
    this.model.take({ codings: [{ ...coding, ...what, unsaved: true }] });
    const real = () => this.model.aliases.get(coding.id) ?? coding.id;
    const done = () => (typeof coding.id === "string" ? [coding.id] : []);
    const body = () => ({ revision: this.#revision(coding.id, coding.revision), ...what });
    const said = what.code ? tr("Changed to {code}.", { code: this.codes.title(what.code) }) : tr("The coding has new edges.");
    this.#send(() => `/api/codings/${real()}/change`, body, { done, said });
  }

  remove(codings) {
    this.model.take({ removed: codings.map((coding) => coding.id) });
    const body = () => ({
      codings: codings.map(({ id, revision }) => ({ id: this.model.aliases.get(id) ?? id, revision: this.#revision(id, revision) })),
    });
    const said = ntr("{n} coding removed. Ctrl+Z brings it back.", "{n} codings removed. Ctrl+Z brings them back.", codings.length);
    this.#send(() => "/api/codings/remove", body, { said });
  }

  /** Answer suggestions of one segment: `answers` are {suggestion (of segment.codes), decision, corrections?}. */
  answer(segment, answers) {
    say(""); // what was said of the change before is of another passage
    const answered = new Set(answers.map(({ suggestion }) => suggestion.id));
    const isSkip = answers.every(({ decision }) => decision === "skipped");
    const rest = segment.codes.filter((one) => !answered.has(one.id));
    const paths = answers.flatMap((one) => (one.decision === "accepted" ? [one.suggestion.code] : (one.corrections ?? [])));
    const drafts = paths.map((path) => this.#draft(segment, path));
    this.model.take({ codings: drafts, suggestions: [isSkip ? { ...segment, skipped: true } : { ...segment, codes: rest }] });
    const place = { source: segment.source ?? this.source, start: segment.start, end: segment.end };
    const body = () => ({
      answers: answers.map(({ suggestion, decision, corrections }) => ({
        suggestion: suggestion.id, decision, code: suggestion.code, ...place, ...(corrections ? { corrections } : {}),
      })),
    });
    this.#send(() => "/api/answers", body, { done: (answer) => this.#named(drafts, answer) });
  }

  /** Write a memo; `where` is {start, end} or {} for the source. */
  addMemo(text, where) {
    this.#send(() => "/api/memos", () => ({ text, source: this.source, ...where }), { said: tr("Memo saved.") });
  }

  changeMemo(memo, text) {
    this.model.take({ memos: [{ ...memo, text }] });
    this.#send(() => `/api/memos/${memo.id}/change`, () => ({ revision: memo.revision, text }), { said: tr("Memo saved.") });
  }

  removeMemo(memo) {
    this.model.take({ memos_removed: [memo.id] });
    this.#send(() => `/api/memos/${memo.id}/remove`, () => ({ revision: memo.revision }), { said: tr("Memo removed.") });
  }
}
