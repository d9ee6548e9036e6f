// What was written and has not been confirmed, kept in this browser under the session until it is: reload and lost lines lose nothing.

/** The store of one session; `made` tells it from a session of the same number in another project. */
export function keeping(session, made) {
  const prefix = `spegla-session-${session}-${made}-`;
  const draft = `${prefix}draft`;
  const read = (storage, key) => {
    try {
      return JSON.parse(storage.getItem(key));
    } catch {
      return null;
    }
  };
  const keys = (storage) => Object.keys(storage).filter((key) => key.startsWith(prefix));

  return {
    /** Keep an entry until `confirmed`; a full or forbidden storage keeps it on the page only. */
    keep(entry) {
      try {
        localStorage.setItem(`${prefix}say-${entry.command}`, JSON.stringify(entry));
        return true;
      } catch {
        return false;
      }
    },
    confirmed(command) {
      localStorage.removeItem(`${prefix}say-${command}`);
    },
    /** What was kept before this page was loaded, the oldest first. */
    waiting() {
      const kept = keys(localStorage).filter((key) => key.startsWith(`${prefix}say-`));
      return kept.map((key) => read(localStorage, key)).filter(Boolean).sort((a, b) => a.at - b.at);
    },
    /** What is being written: of this window, so that two windows do not write over each other's. */
    write(what) {
      try {
        sessionStorage.setItem(draft, JSON.stringify(what));
      } catch {
        // It stands on the page.
      }
    },
    written() {
      return read(sessionStorage, draft) ?? {};
    },
    /** Forget all of this session, in this window and in this browser. */
    clear() {
      for (const storage of [localStorage, sessionStorage]) for (const key of keys(storage)) storage.removeItem(key);
    },
  };
}
