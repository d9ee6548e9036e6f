// The rest of a long source: asked for when its first screen is painted, and put in after it.
import { Refusal, fragment, say } from "/static/js/asking.js";
import { tr } from "/static/js/words.js";
import { bars, data, model, transcript } from "./opening.js";

const LONGEST = 8000;
const coming = document.getElementById("coming");
const pause = (time) => new Promise((done) => setTimeout(done, time));

async function fetched() {
  for (let wait = 500; ; wait = Math.min(2 * wait, LONGEST)) {
    try {
      return await fragment(`/read/${data.id}/rest`);
    } catch (error) {
      const isRefusal = error instanceof Refusal;
      coming.textContent = isRefusal ? [error.message, error.hint, tr("Load the page again.")].filter(Boolean).join(" ") : tr("There is no connection to the workbench. Trying again …");
      say(coming.textContent);
      if (isRefusal) throw error;
      await pause(wait);
    }
  }
}

/** Put the turns after the first screen into the page, with what lies on the whole text; where there are none, nothing. */
export async function complete() {
  if (!data.unfinished) return;
  const part = await fetched();
  const { turns, ...whole } = JSON.parse(part.getElementById("rest-data").textContent);
  const boxes = [...part.querySelectorAll(".turn")];
  transcript.column.append(...boxes);
  transcript.add(turns, boxes);
  bars.observe();
  model.replace(whole);
  coming.remove();
}
