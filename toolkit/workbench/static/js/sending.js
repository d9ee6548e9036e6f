// Sending a change, and saying why when it is refused.
import { Refusal, command, post, say } from "/static/js/asking.js";
import { tr } from "/static/js/words.js";
import { have } from "/static/js/watching.js";

/** Send a change under a command of its own; resolves to the answer, or nothing when it was refused. */
export async function sent(address, body) {
  try {
    const answer = await post(address, { ...body, command: command() });
    have(answer.mark);
    return answer;
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof TypeError)) throw error;
    const lost = error instanceof TypeError ? tr("The workbench did not answer as it should.") : error.message;
    say([lost, error.hint].filter(Boolean).join(" "));
    return null;
  }
}
