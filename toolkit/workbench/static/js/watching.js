// Watching the project: whether anybody changed something, asked every few seconds while the page is seen.
import { get } from "/static/js/asking.js";

const EVERY = 4000;
let seen = null;
let watchers = [];
let timer = 0;

/** Take a mark that an answer brought as seen, so that one's own change is no news. */
export function have(mark) {
  if (typeof mark === "number" && (seen === null || mark > seen)) seen = mark;
}

async function look() {
  if (document.hidden) return;
  try {
    const { mark } = await get("/api/mark");
    const news = seen !== null && mark > seen;
    seen = seen === null ? mark : Math.max(seen, mark);
    if (news) for (const watcher of watchers) watcher(mark);
  } catch {
    // The workbench has ended or is busy: the next look, or the next change, tells.
  }
}

/** Call `callback(mark)` when somebody, here or elsewhere, has changed something; returns a function that ends it. */
export function watch(callback) {
  watchers.push(callback);
  if (!timer) {
    look();
    timer = setInterval(look, EVERY);
    document.addEventListener("visibilitychange", look);
  }
  return () => {
    watchers = watchers.filter((one) => one !== callback);
  };
}
