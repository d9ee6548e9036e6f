// Words chosen in a row of words: by dragging, by clicking with Shift, or by the arrow keys.

/** Choose words in `box`, whose options stand in order; `changed` is called with the first and last chosen. */
export function choosing(box, changed) {
  const words = [...box.querySelectorAll('[role="option"]')];
  let anchor = 0, focus = 0, dragging = false;

  const range = () => [Math.min(anchor, focus), Math.max(anchor, focus)];

  function show({ move = true } = {}) {
    const [first, last] = range();
    words.forEach((word, at) => {
      word.setAttribute("aria-selected", String(at >= first && at <= last));
      word.tabIndex = at === focus ? 0 : -1;
    });
    if (move) words[focus].focus();
    changed(first, last);
  }

  function to(at, { widen = false, move = true } = {}) {
    focus = Math.max(0, Math.min(words.length - 1, at));
    if (!widen) anchor = focus;
    show({ move });
  }

  /** The word on the line above (or below) that stands nearest to the one in focus. */
  function beside(step) {
    const here = words[focus].getBoundingClientRect();
    const middle = here.left + here.width / 2;
    let best = focus, line = null;
    for (let at = focus + step; at >= 0 && at < words.length; at += step) {
      const box = words[at].getBoundingClientRect();
      if (Math.abs(box.top - here.top) < here.height / 2) continue;
      line ??= box.top;
      if (Math.abs(box.top - line) > here.height / 2) break;
      const far = (each) => Math.abs(each.left + each.width / 2 - middle);
      if (best === focus || far(box) < far(words[best].getBoundingClientRect())) best = at;
    }
    return best;
  }

  const keys = {
    ArrowRight: () => focus + 1, ArrowLeft: () => focus - 1, ArrowDown: () => beside(1), ArrowUp: () => beside(-1), Home: () => 0, End: () => words.length - 1,
  };
  box.addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    to(keys[event.key](), { widen: event.shiftKey });
  });
  const at = (event) => words.indexOf(document.elementFromPoint(event.clientX, event.clientY)?.closest('[role="option"]'));
  box.addEventListener("pointerdown", (event) => {
    if (at(event) < 0) return;
    dragging = true;
    to(at(event), { widen: event.shiftKey });
    event.preventDefault();
  });
  box.addEventListener("pointermove", (event) => dragging && at(event) >= 0 && at(event) !== focus && to(at(event), { widen: true, move: false }));
  window.addEventListener("pointerup", () => (dragging = false));
  return { to, words };
}
