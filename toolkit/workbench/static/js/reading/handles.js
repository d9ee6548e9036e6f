// Handles at both ends of an extent that is being changed: dragged with mouse or finger, the words follow.
import { make } from "./elements.js";

/** Show handles while a coding's edges are changed. */
export function handles({ transcript, attention, desk }) {
  const pair = ["start", "end"].map((end) => make("span", { class: `handle ${end}`, hidden: true, data: { end }, "aria-hidden": "true" }));
  desk.append(...pair);
  let dragged = null;

  function rect(end) {
    const ranges = transcript.ranges(attention.held);
    const rects = (end === "start" ? ranges[0] : ranges.at(-1)).getClientRects();
    return end === "start" ? rects[0] : rects[rects.length - 1];
  }

  function place() {
    const isOn = attention.adjusting !== null && attention.held !== null;
    const origin = isOn ? desk.getBoundingClientRect() : null;
    for (const handle of pair) {
      handle.hidden = !isOn;
      const at = isOn ? rect(handle.dataset.end) : null;
      if (!at) continue;
      handle.style.setProperty("left", `${(handle.dataset.end === "start" ? at.left : at.right) - origin.left}px`);
      handle.style.setProperty("top", `${at.top - origin.top}px`);
      handle.style.setProperty("height", `${at.height}px`);
    }
  }

  function moved(event) {
    const point = transcript.fromPoint(event.clientX, event.clientY);
    if (!point) return;
    const fixed = attention.held[dragged === "start" ? "end" : "start"];
    const isInside = transcript.compare(point, fixed) * (dragged === "start" ? -1 : 1) > 0;
    const extent = isInside ? transcript.extent(point, fixed) : null;
    if (extent) attention.hold(extent);
  }

  for (const handle of pair) {
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      dragged = handle.dataset.end;
      handle.setPointerCapture(event.pointerId);
      pair.forEach((one) => one.classList.add("dragging"));
    });
    handle.addEventListener("pointermove", (event) => dragged && moved(event));
    for (const type of ["pointerup", "pointercancel"]) {
      handle.addEventListener(type, () => {
        dragged = null;
        pair.forEach((one) => one.classList.remove("dragging"));
      });
    }
  }
  attention.addEventListener("changed", place);
  new ResizeObserver(place).observe(desk);
}
