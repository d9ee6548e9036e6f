// What is kept on this device until it has arrived: answers not yet sent, what is being written, the name.
const OWN = "spegla-room-";
const memory = new Map();

function storage() {
  try {
    localStorage.setItem(`${OWN}probe`, "1");
    localStorage.removeItem(`${OWN}probe`);
    return localStorage;
  } catch {
    return null; // a private window: kept in memory only
  }
}
const lasting = storage();

const read = (name) => {
  try {
    return JSON.parse((lasting ? lasting.getItem(name) : memory.get(name)) ?? "null");
  } catch {
    return null;
  }
};
const write = (name, value) => {
  const text = JSON.stringify(value);
  memory.set(name, text);
  try {
    lasting?.setItem(name, text);
  } catch {
    // full: it is in memory
  }
};

/** Forget everything that any session left on this device, but what `name` holds. */
export function forget(name = "") {
  memory.forEach((_, key) => key !== name && memory.delete(key));
  if (!lasting) return;
  for (const key of Object.keys(lasting)) if (key.startsWith(OWN) && key !== name) lasting.removeItem(key);
}

/** What this device keeps of one session, by the key that the room gave for it. */
export class Kept {
  constructor(key) {
    this.name = OWN + key;
    forget(this.name);
    this.now = { waiting: [], drafts: {}, dots: null, who: "", ...read(this.name) };
  }

  get waiting() {
    return this.now.waiting;
  }

  get dots() {
    return this.now.dots;
  }

  get who() {
    return this.now.who;
  }

  draft(step) {
    return this.now.drafts[step] ?? "";
  }

  keepDraft(step, text, who) {
    this.now.who = who;
    if (text) this.now.drafts[step] = text;
    else delete this.now.drafts[step];
    write(this.name, this.now);
  }

  keepDots(given) {
    this.now.dots = given;
    write(this.name, this.now);
  }

  add(answer) {
    this.now.waiting.push(answer);
    delete this.now.drafts[answer.step];
    write(this.name, this.now);
  }

  arrived(command) {
    this.now.waiting = this.now.waiting.filter((one) => one.command !== command);
    write(this.name, this.now);
  }
}

/** A number for one answer that no other has; `crypto.randomUUID` is only there over https. */
export function command() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
}
