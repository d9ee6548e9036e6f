// Saving: changes go out one by one in their order, again under the same name when the way was lost, and it is told what is not saved yet.
import { Refusal, command, post } from "/static/js/asking.js";

const PAUSES = [300, 1000, 2000, 4000, 8000];
const AGAIN = new Set([401, 503, 507]);

/**
 * A queue of changes. A change: {address(), body(), done(answer), refused(refusal)}; address and body are asked for when its turn comes.
 * `sign(waiting, problem)` is called when the number of unsaved changes or what hinders them changes.
 */
export class Saving {
  constructor(sign) {
    this.sign = sign;
    this.waiting = [];
    this.running = false;
    this.calm = [];
    this.stay = (event) => event.preventDefault();
    window.addEventListener("online", () => this.wake?.());
  }

  get isIdle() {
    return this.waiting.length === 0;
  }

  /** Resolves when everything is saved. */
  idle() {
    return this.isIdle ? Promise.resolve() : new Promise((resolve) => this.calm.push(resolve));
  }

  add(change) {
    this.waiting.push({ ...change, command: command() });
    window.addEventListener("beforeunload", this.stay);
    this.sign(this.waiting.length, null);
    if (!this.running) this.#run();
  }

  async #run() {
    this.running = true;
    while (this.waiting.length) {
      await this.#send(this.waiting[0]);
      this.waiting.shift();
      this.sign(this.waiting.length, null);
    }
    this.running = false;
    window.removeEventListener("beforeunload", this.stay);
    this.calm.splice(0).forEach((resolve) => resolve());
  }

  async #send(change) {
    const [address, body] = [change.address(), { command: change.command, ...change.body() }];
    for (let tries = 0; ; tries += 1) {
      try {
        change.done(await post(address, body));
        return;
      } catch (error) {
        const isLost = error instanceof TypeError || AGAIN.has(error.status);
        if (!isLost && !(error instanceof Refusal)) throw error;
        if (!isLost) {
          change.refused(error);
          return;
        }
        this.sign(this.waiting.length, error);
        await this.#pause(PAUSES[Math.min(tries, PAUSES.length - 1)]);
      }
    }
  }

  #pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => (clearTimeout(timer), resolve());
    });
  }
}
