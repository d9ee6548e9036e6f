// Beside the map: the lines of the one in focus, and the passages of a line, fetched when they are asked for.
import { Refusal, fragment, say } from "../asking.js";
import { ntr, tr } from "../words.js";

/** The side of the map; `show(at)` a node, `line(number)` one line, `passages(ties, title)` of some ties. */
export function beside(network) {
  const side = document.getElementById("side");
  const title = document.getElementById("side-title");
  const none = document.getElementById("side-none");
  const list = document.getElementById("side-lines");
  const words = document.getElementById("side-passages");
  let mark = () => {};
  let focus = () => {};
  let now = null;
  let asked = 0;

  const personal = (text, hidden) => Object.assign(document.createElement("span"), { textContent: text, className: hidden ? "person" : "" });

  function show(at) {
    now = at;
    const node = network.nodes[at];
    const own = network.lines.map((line, number) => ({ line, number })).filter(({ line }) => line.one === at || line.other === at);
    own.sort((one, other) => other.line.people - one.line.people);
    head(node.title, node.private);
    list.replaceChildren(...own.map(({ line, number }) => item(line, number, network.nodes[line.one === at ? line.other : line.one])));
    if (!own.length) none.textContent = tr("No line leads there.");
    none.hidden = own.length > 0;
    mark(at, -1);
  }

  function head(text, hidden) {
    title?.replaceChildren(personal(text, hidden));
    words?.replaceChildren();
    asked += 1;
    if (none) none.hidden = true;
  }

  function item(line, number, other) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet network-line";
    button.dataset.number = number;
    const said = [line.said, network.view === "people" ? "" : ntr("{n} person", "{n} people", line.people)].filter(Boolean).join(" · ");
    const small = Object.assign(document.createElement("span"), { className: "soft small", textContent: said });
    button.append(personal(other.title, other.private), " ", small);
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      for (const each of list.querySelectorAll("button")) each.setAttribute("aria-pressed", String(each === button));
      mark(now, number);
      fetched(line.ties);
    });
    const row = document.createElement("li");
    row.append(button);
    return row;
  }

  async function fetched(ties) {
    const turn = ++asked;
    words.replaceChildren(Object.assign(document.createElement("p"), { className: "soft", textContent: tr("Fetching …") }));
    try {
      const found = await fragment(`/network/passages?ties=${ties.join(",")}`);
      if (turn === asked) words.replaceChildren(...found.body.childNodes);
    } catch (error) {
      if (turn !== asked) return;
      words.replaceChildren();
      say(error instanceof Refusal ? error.message : tr("The passages could not be fetched. Try again."));
    }
  }

  function line(number) {
    if (number < 0) return;
    const found = network.lines[number];
    show(found.one);
    mark(found.one, number);
    list.querySelector(`[data-number="${number}"]`)?.setAttribute("aria-pressed", "true");
    fetched(found.ties);
    reached();
  }

  function passages(ties, text, hidden) {
    if (!side) return;
    now = null;
    head(text, hidden);
    list.replaceChildren();
    mark(null, -1);
    fetched(ties.split(","));
    reached();
  }

  function reached() {
    side.focus({ preventScroll: true });
    side.scrollIntoView({ block: "nearest" });
  }

  side?.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && now !== null) focus(now);
  });

  return {
    show,
    line,
    passages,
    enter: () => (list.querySelector("button") ?? side).focus(),
    marking: (marked, focused) => ([mark, focus] = [marked, focused]),
  };
}
