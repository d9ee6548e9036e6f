// Selecting by mouse and touch: the browser's own selection becomes held words, a click without words becomes a place.

const SETTLED = 250;

/** Listen in the text; `panel` is where a press must not lose the selection. */
export function selecting({ transcript, attention, panel }) {
  const { column } = transcript;
  let pressed = false;
  let timer = 0;

  function taken() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!column.contains(range.commonAncestorContainer)) return null;
    const start = transcript.fromDom(range.startContainer, range.startOffset);
    const end = transcript.fromDom(range.endContainer, range.endOffset, true);
    return start && end ? transcript.extent(start, end) : null;
  }

  function hold() {
    const extent = taken();
    const isNew = extent && !(attention.held && transcript.same(extent, attention.held));
    if (isNew) attention.hold(extent);
    return extent !== null;
  }

  column.addEventListener("pointerdown", (event) => {
    pressed = event.pointerType !== "touch";
    if (event.target.closest("[data-item]")) event.preventDefault();
  });
  window.addEventListener("pointerup", (event) => {
    if (!pressed) return;
    pressed = false;
    const { target, clientX, clientY } = event;
    // The browser settles a double click's words and a plain click's collapse only after this event.
    setTimeout(() => {
      if (hold() || !column.contains(target) || target.closest("[data-item], a, button")) return;
      place(clientX, clientY);
    });
  });
  column.addEventListener("click", (event) => {
    if (event.pointerType === "touch" && !event.target.closest("[data-item], a, button")) setTimeout(() => hold() || place(event.clientX, event.clientY));
  });
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    if (!pressed) timer = setTimeout(hold, SETTLED);
  });
  panel.addEventListener("pointerdown", (event) => {
    if (!event.target.closest("input, textarea, select, summary, label, .quote")) event.preventDefault();
  });

  function place(x, y) {
    const at = transcript.fromPoint(x, y);
    if (at && attention.adjusting === null) attention.at(at);
  }
}

/** Give up the browser's selection, so that only our own paint is seen. */
export function unselect() {
  document.getSelection()?.removeAllRanges();
}
