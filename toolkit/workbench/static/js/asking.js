// Asking the server: JSON both ways, one kind of error, and every change under a name of its own so that a retry is no second change.
import { tr } from "./words.js";

/** An answer that says no: its sentence, the next step and the status (409: what was seen is no longer what is stored). */
export class Refusal extends Error {
  constructor(status, { error, hint, ...rest } = {}) {
    super(error || tr("The workbench did not answer as it should."));
    this.status = status;
    this.hint = hint || "";
    this.rest = rest;
  }
}

async function told(response) {
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(response.status, answer);
  return answer;
}

/** The JSON at `address`. */
export async function get(address) {
  return told(await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" }));
}

/** The part of a page at `address`, as a document of its own. */
export async function fragment(address) {
  const response = await fetch(address, { headers: { Accept: "text/html" }, cache: "no-store" });
  if (!response.ok) return told(response);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

const pending = new Set();

/** Send `body` as JSON. A lost connection throws TypeError: send the same body, with its `command`, again. */
export function post(address, body) {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  const answer = fetch(address, { method: "POST", headers, body: JSON.stringify(body), cache: "no-store" }).then(told);
  const done = () => pending.delete(answer);
  pending.add(answer);
  answer.then(done, done);
  return answer;
}

/** When everything sent so far is answered: an undo before that would take back an older step. */
export const answered = () => Promise.allSettled([...pending]);

/** A name for one change, never given twice. */
export const command = () => crypto.randomUUID();

const LASTING = 9000;
let said = 0;

/** Say something in the status line, where a screen reader hears it; it goes by itself after a while. */
export function say(text) {
  const line = document.getElementById("status");
  if (!line) return;
  line.textContent = text;
  clearTimeout(said);
  if (text) said = setTimeout(() => (line.textContent = ""), LASTING);
}
