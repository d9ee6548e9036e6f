// The keyboard of the reading screen: which key does what, outside text fields and dialogs.

const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

function named(event) {
  const { key, code } = event;
  const base = /^Digit\d$/.test(code) || /^Numpad\d$/.test(code) ? code.at(-1) : key.length === 1 ? key.toLowerCase() : key;
  const parts = [(event.ctrlKey || event.metaKey) && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift", base];
  return parts.filter(Boolean).join("+");
}

/**
 * Listen on the document. `acts` maps names of keys ("j", "Shift+ArrowDown") to functions, which return false where the key is not theirs.
 * Arrow keys, Enter, Space and Escape are left alone on buttons, links and in the panel, unless they carry Shift with Ctrl or Alt.
 */
export function keys({ acts, text }) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    if (event.target.closest?.(FIELDS)) return;
    const name = named(event);
    const act = acts[name];
    if (!act) return;
    const isOwn = event.target === document.body || event.target === document.documentElement || text.contains(event.target) || event.target.id === "content";
    const isPlain = /^(Shift\+)?(Arrow\w+|Enter| |Backspace)$/.test(name);
    if (isPlain && !isOwn) return;
    if (act(event) !== false) event.preventDefault();
  });
}

/** The acts by key, over what the page is made of. */
export function reading({ attention, passage, proposals, round, model, transcript, show, first, readOnly }) {
  const chosen = () => model.coding(attention.chosen);
  const own = (act) => () => (!readOnly && chosen() && model.isMine(chosen()) ? act(chosen()) : false);
  const sentence = (by) => () => attention.sentence(by, first());
  const coding = (by) => () => {
    const all = model.shownCodings();
    const at = all.findIndex((one) => one.id === attention.chosen);
    const where = attention.subject ?? attention.place;
    const next = at >= 0 ? all[at + by] : by > 0 ? all.find((one) => !where || transcript.compare(one.start, where.start ?? where) >= 0) : all.findLast((one) => !where || transcript.compare(one.start, where.start ?? where) < 0);
    if (next) attention.choose(next.id, { scroll: true });
    return true;
  };
  const stretch = (end, by) => () => attention.stretch(end, by, "word");
  const skip = () => proposals.answer("skipped");
  const areas = Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => [String(number), () => show.area(number)]));
  return {
    ...areas,
    j: sentence(1),
    k: () => (round.isOn ? skip() : attention.sentence(-1, first())),
    ArrowDown: sentence(1),
    ArrowUp: sentence(-1),
    "Shift+j": () => attention.stretchSentence(1),
    "Shift+k": () => attention.stretchSentence(-1),
    "Shift+ArrowDown": () => attention.stretchSentence(1),
    "Shift+ArrowUp": () => attention.stretchSentence(-1),
    "Ctrl+Shift+ArrowRight": stretch("end", 1),
    "Ctrl+Shift+ArrowLeft": stretch("end", -1),
    "Alt+Shift+ArrowLeft": stretch("start", -1),
    "Alt+Shift+ArrowRight": stretch("start", 1),
    h: coding(-1),
    l: coding(1),
    ArrowLeft: coding(-1),
    ArrowRight: coding(1),
    Enter: () => (attention.adjusting !== null ? passage.saveEdges() : passage.openPicker()),
    Escape: () => show.leave(),
    i: () => passage.inVivo(),
    m: () => show.memo(),
    w: () => (attention.subject || attention.place ? void passage.withWhom() : false),
    e: own((one) => attention.adjust(one.id)),
    Delete: own((one) => passage.remove(one)),
    Backspace: own((one) => passage.remove(one)),
    s: () => (readOnly ? false : round.isOn ? round.stop() : round.start()),
    a: () => proposals.answer("accepted"),
    "Shift+a": () => proposals.acceptAll(),
    r: () => proposals.answer("rejected"),
    c: () => {
      const now = proposals.current();
      if (now) return proposals.correct(now.segment, now.suggestion);
      return own((one) => passage.recode(one))();
    },
    " ": () => (proposals.current() ? skip() : false),
    u: () => show.undo(),
    v: () => show.suggestions(),
    p: () => show.panel(),
    t: () => (readOnly ? false : show.correct()),
    "?": () => show.help(),
    "Shift+?": () => show.help(),
  };
}
