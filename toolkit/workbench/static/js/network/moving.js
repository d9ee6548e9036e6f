// Keys on the map: arrows go to the nearest neighbour that way, up and down within a column; Enter to what is known.
import { ntr, tr } from "../words.js";

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Give the map its keys; `chosen(at)` when a node is in focus or clicked, `entered()` when Enter is pressed on it. */
export function moving(map, network, { chosen, entered }) {
  const near = network.nodes.map(() => new Set());
  for (const line of network.lines) {
    near[line.one].add(line.other);
    near[line.other].add(line.one);
  }
  map.nodes.forEach((node, at) => {
    node.setAttribute("aria-label", heard(network.nodes[at], near[at].size));
    node.addEventListener("focus", () => {
      for (const other of map.nodes) other.setAttribute("tabindex", other === node ? "0" : "-1");
      chosen(at);
    });
    node.addEventListener("click", () => node.focus());
    node.addEventListener("keydown", (event) => pressed(event, at));
  });

  function pressed(event, at) {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      entered();
    }
    const way = WAYS[event.key];
    if (!way) return;
    event.preventDefault();
    const next = network.view === "partners" ? around(at, way) : towards(at, way);
    if (next !== undefined) map.nodes[next].focus();
  }

  /** In the circle: the next or last one round it. */
  function around(at, [across, down]) {
    const turn = (number) => (Math.atan2(map.at[number].x - middle(map.at, "x"), middle(map.at, "y") - map.at[number].y) + 2 * Math.PI) % (2 * Math.PI);
    const order = map.nodes.map((_, number) => number).sort((one, other) => turn(one) - turn(other));
    const place = order.indexOf(at) + (across + down);
    return order[(place + order.length) % order.length];
  }

  /** In columns: sideways to the nearest neighbour that way, else the nearest node; up and down within the column. */
  function towards(at, [across, down]) {
    const here = map.at[at];
    const all = map.nodes.map((_, number) => number).filter((number) => number !== at);
    const that = (number) => (across ? Math.sign(map.at[number].x - here.x) === across : map.at[number].x === here.x && Math.sign(map.at[number].y - here.y) === down);
    const far = (number) => Math.abs(map.at[number].y - here.y) + Math.abs(map.at[number].x - here.x) * 0.01;
    const there = all.filter(that).sort((one, other) => far(one) - far(other));
    return there.find((number) => across && near[at].has(number)) ?? (down ? there[0] : undefined);
  }
}

function middle(places, side) {
  const values = places.map((place) => place[side]);
  return (Math.min(...values) + Math.max(...values)) / 2;
}

function heard(node, lines) {
  const kinds = { partner: tr("partner"), person: tr("respondent"), need: tr("need") };
  const parts = [node.title, kinds[node.kind]];
  if (node.kind !== "person") parts.push(ntr("{n} person", "{n} people", node.people));
  parts.push(ntr("{n} line", "{n} lines", lines));
  return parts.join(", ");
}
