// Where the page opens: where one was when one comes back to it, else at the turn that the address names.
import { bars, transcript } from "./opening.js";

const SETTLED = 120; // milliseconds without scrolling
const SETTLING = 500;

/** The first turn in view and how high it stands, kept with this visit of the page: two numbers. */
function remember() {
  const [first] = [...bars.visible].filter(({ box }) => box.getBoundingClientRect().bottom > 0).sort((a, b) => a.index - b.index);
  if (first) history.replaceState({ ...history.state, turn: first.number, top: first.box.getBoundingClientRect().top }, "");
}

/** Place a turn again in the next frames, for what comes into view takes its true height only then; whoever acts ends it. */
function settle(place) {
  const until = performance.now() + SETTLING;
  const ended = new AbortController();
  for (const act of ["wheel", "pointerdown", "touchstart", "keydown"]) addEventListener(act, () => ended.abort(), { once: true, passive: true, capture: true });
  const again = () => {
    if (ended.signal.aborted) return;
    place();
    if (performance.now() < until) requestAnimationFrame(again);
  };
  again();
}

function named() {
  const turn = transcript.turn(Number(/^#t(\d+)$/.exec(location.hash)?.[1] ?? NaN));
  if (!turn) return;
  settle(() => turn.box.scrollIntoView({ block: "center" }));
  turn.box.classList.add("arrived");
}

function returned({ turn: number, top }) {
  const turn = transcript.turn(number);
  if (!turn) return;
  settle(() => scrollBy({ top: turn.box.getBoundingClientRect().top - top, behavior: "instant" }));
}

/** Go there; all turns are in the page. */
export function arrive() {
  if (history.state?.turn !== undefined) returned(history.state);
  else named();
  let timer = 0;
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(remember, SETTLED);
  });
  addEventListener("hashchange", named);
}
