// Where the slides are: the number in the address, in step with every other window of the same pack on this computer.

const inside = (number, all) => Math.min(Math.max(number, 1), all);
const typing = (event) => event.target.closest?.("input, textarea, select");

/** Keep `shown(number)` and `blurred(on)` called with where the slides are; gives what moves them. */
export function pace({ pack, all, shown, blurred }) {
  const root = document.documentElement;
  const channel = new BroadcastChannel(`spegla-slides-${pack}`);
  const kept = `spegla-blur-${pack}`; // a reload on the wall must not bring names back
  const addressed = () => inside(Number.parseInt(location.hash.slice(1), 10) || 1, all);
  let now = addressed();

  const tell = () => channel.postMessage({ number: now, clear: root.classList.contains("unblurred") });
  const put = (number) => {
    now = inside(number, all);
    history.replaceState(null, "", `#${now}`);
    shown(now);
  };
  const go = (number) => (put(number), tell());
  const blur = (on) => {
    root.classList.toggle("unblurred", !on);
    sessionStorage.setItem(kept, on ? "1" : "");
    blurred(on);
  };
  const turn = () => (blur(root.classList.contains("unblurred")), tell());

  channel.addEventListener("message", ({ data }) => {
    if (data.asking) return tell();
    if (data.number !== now) put(data.number);
    blur(!data.clear);
  });
  addEventListener("hashchange", () => addressed() !== now && go(addressed()));

  const KEYS = {
    ArrowRight: () => go(now + 1), PageDown: () => go(now + 1), " ": () => go(now + 1),
    ArrowLeft: () => go(now - 1), PageUp: () => go(now - 1), Home: () => go(1), End: () => go(all), b: turn,
  };
  document.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    const pressed = event.key === " " && event.target.closest?.("button, a");
    if (!act || pressed || typing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  for (const button of document.querySelectorAll("[data-go]")) button.addEventListener("click", () => go(now + (button.dataset.go === "on" ? 1 : -1)));
  document.getElementById("blur").addEventListener("click", turn);

  if (sessionStorage.getItem(kept)) blur(true);
  put(now);
  if (!location.hash || location.hash === "#1") channel.postMessage({ asking: true });
  return { go };
}
