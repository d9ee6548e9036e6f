// Asking the room: JSON both ways; no answer within some seconds is no contact.
const PATIENCE = 8000;

/** An answer that says no: its status and sentence; status 0: there was no contact. */
export class No extends Error {
  constructor(status, sentence = "") {
    super(sentence);
    this.status = status;
  }
}

/** The JSON at `address`, sent `body` if there is one. */
export async function ask(address, body) {
  const giving = new AbortController();
  const timer = setTimeout(() => giving.abort(), PATIENCE);
  const sending = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  try {
    const response = await fetch(address, { cache: "no-store", signal: giving.signal, ...sending });
    const told = await response.json().catch(() => null);
    if (response.ok && told) return told;
    throw new No(told ? response.status : 0, told?.error);
  } catch (error) {
    throw error instanceof No ? error : new No(0);
  } finally {
    clearTimeout(timer);
  }
}
