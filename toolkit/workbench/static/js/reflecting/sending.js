// Entries on their way: each is sent under its own command until the workbench has confirmed or refused it.
import { Refusal, post } from "/static/js/asking.js";

const FIRST = 1000;
const LONGEST = 15000;

/** Send entries in order; `told()` is called whenever what waits has changed, `taken(answer)` when one was taken down. */
export function sending({ session, kept, told, taken }) {
  const waiting = kept.waiting().map((entry) => ({ entry, refused: "" }));
  let running = false;
  let timer = 0;
  let pause = FIRST;

  const body = ({ at, ...entry }) => entry;

  async function one(item) {
    try {
      const answer = await post(`/api/reflect/sessions/${session}/responses`, body(item.entry));
      kept.confirmed(item.entry.command);
      waiting.splice(waiting.indexOf(item), 1);
      pause = FIRST;
      taken(answer);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal) && !(error instanceof TypeError)) throw error;
      if (!(error instanceof Refusal) || error.status >= 500 || error.status === 401) return false;
      item.refused = [error.message, error.hint].filter(Boolean).join(" ");
      return true;
    }
  }

  async function run() {
    if (running) return;
    running = true;
    clearTimeout(timer);
    let reached = true;
    try {
      while (reached) {
        const next = waiting.find((item) => !item.refused);
        if (!next) break;
        reached = await one(next);
        told();
      }
    } finally {
      running = false;
    }
    if (reached) return;
    timer = setTimeout(run, pause);
    pause = Math.min(2 * pause, LONGEST);
  }

  addEventListener("online", run);
  return {
    run,
    /** Take an entry: it is kept before it is sent. */
    say(entry) {
      kept.keep(entry);
      waiting.push({ entry, refused: "" });
      told();
      run();
    },
    waiting: () => waiting,
    again(item) {
      item.refused = "";
      told();
      run();
    },
    drop(item) {
      kept.confirmed(item.entry.command);
      waiting.splice(waiting.indexOf(item), 1);
      told();
    },
  };
}
