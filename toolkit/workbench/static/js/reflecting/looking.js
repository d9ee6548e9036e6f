// Looking for news every two seconds, more seldom while the workbench does not answer or nobody sees the page.
import { get } from "/static/js/asking.js";

const EVERY = 1800;
const LONGEST = 15000;

/** Ask `address()` again and again; `found(answer)` when it answers, `lost(error)` when it does not. Returns a way to ask now. */
export function looking({ address, found, lost }) {
  let pause = EVERY;
  let timer = 0;
  let asking = null;

  async function look() {
    clearTimeout(timer);
    try {
      found(await get(address()));
      pause = EVERY;
    } catch (error) {
      lost(error);
      pause = Math.min(2 * pause, LONGEST);
    }
    timer = setTimeout(() => once(), document.hidden ? LONGEST : pause);
  }

  /** Ask now; while an older question is on its way, after it: its answer may not know the last change. */
  function once() {
    if (asking) return asking.then(once);
    asking = look().finally(() => (asking = null));
    return asking;
  }

  document.addEventListener("visibilitychange", () => document.hidden || once());
  addEventListener("online", () => once());
  timer = setTimeout(() => once(), EVERY);
  return once;
}
