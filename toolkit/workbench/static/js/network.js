// The screen With whom: puts map, what is in focus and the passages together.
import { drawn } from "./network/drawing.js";
import { moving } from "./network/moving.js";
import { beside } from "./network/side.js";

const data = document.getElementById("network-data");

if (data) {
  const network = JSON.parse(data.textContent);
  const side = beside(network);
  const place = document.getElementById("map");
  if (place && network.nodes.length) {
    const map = drawn(place, network);
    moving(map, network, { chosen: (at) => side.show(at), entered: () => side.enter() });
    side.marking((at, line) => map.mark(at, line), (at) => map.focus(at));
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-line], button[data-ties]");
    if (!button) return;
    if (button.dataset.ties) side.passages(button.dataset.ties, button.dataset.title, "private" in button.dataset);
    else side.line(network.lines.findIndex((line) => `${line.one}-${line.other}` === button.dataset.line));
  });
}
