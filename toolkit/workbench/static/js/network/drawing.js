// The map as SVG: boxes for partners, circles for people, diamonds for needs; what a line says is seen by its form.
const SVG = "http://www.w3.org/2000/svg";
const WIDE = 900;
const ROW = 38;
const EDGE = { columns: { left: 232, right: 232, top: 26 }, circle: { left: 120, right: 120, top: 30 } };
const SIZE = 13.5; // of letters
const LONGEST = 29;

function made(name, values = {}, inside = []) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(values)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}

const short = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** Draw the network into `place`; gives its nodes and how to mark and focus them. */
export function drawn(place, network) {
  const round = network.view === "partners";
  const edge = round ? EDGE.circle : EDGE.columns;
  const high = Math.max(round ? 420 : 160, network.rows * ROW + 2 * edge.top);
  const at = network.nodes.map((node) => ({
    x: edge.left + node.x * (WIDE - edge.left - edge.right),
    y: edge.top + node.y * (high - 2 * edge.top),
  }));
  const most = Math.max(1, ...network.lines.map((line) => line.people));
  const lines = network.lines.map((line) => drawnLine(line, at, most));
  const nodes = network.nodes.map((node, number) => drawnNode(node, at[number], number));
  const svg = made("svg", { viewBox: `0 0 ${WIDE} ${high}`, role: "group", "aria-labelledby": "map-title" });
  svg.append(...lines, ...nodes);
  place.replaceChildren(svg);
  for (const node of nodes) boxed(node, network.nodes[Number(node.dataset.node)], at[Number(node.dataset.node)]);
  return { nodes, at, mark: (chosen, line) => mark({ nodes, lines, svg }, network, chosen, line), focus: (number) => nodes[number].focus() };
}

function drawnLine(line, at, most) {
  const [one, other] = [at[line.one], at[line.other]];
  const width = 1.2 + 2.6 * ((line.people - 1) / Math.max(1, most - 1));
  const element = made("line", { class: "line", x1: one.x, y1: one.y, x2: other.x, y2: other.y, "data-effect": line.effect });
  element.style.setProperty("stroke-width", width.toFixed(2));
  return element;
}

function drawnNode(node, { x, y }, number) {
  const text = made("text", { x, y: y + SIZE / 3, class: node.private ? "person" : "" }, [short(node.title)]);
  const group = made("g", { class: `node ${node.kind}`, "data-node": number, tabindex: number ? "-1" : "0", role: "button" });
  group.append(made("title", {}, [node.title]), text);
  return group;
}

/** The shape of a node, which for a box must know how wide its text came out. */
function boxed(group, node, { x, y }) {
  const text = group.querySelector("text");
  if (node.kind === "partner") {
    text.setAttribute("text-anchor", "middle");
    const wide = text.getBBox().width + 22;
    group.prepend(made("rect", { x: x - wide / 2, y: y - 13, width: wide, height: 26, rx: 6 }));
    return;
  }
  const left = node.x < 0.5;
  text.setAttribute("text-anchor", left ? "end" : "start");
  text.setAttribute("x", left ? x - 14 : x + 14);
  group.prepend(node.kind === "need" ? made("path", { d: `M${x} ${y - 8}l8 8l-8 8l-8 -8z` }) : made("circle", { cx: x, cy: y, r: 6.5 }));
}

/** Bring out a node with its lines and neighbours, or one line; everything when neither is given. */
function mark({ nodes, lines, svg }, network, chosen, line = -1) {
  const near = new Set(chosen === null ? [] : [chosen]);
  lines.forEach((element, number) => {
    const own = network.lines[number];
    const out = line >= 0 ? number === line : own.one === chosen || own.other === chosen;
    element.classList.toggle("out", out);
    if (out) [own.one, own.other].forEach((at) => near.add(at));
  });
  svg.classList.toggle("narrowed", near.size > 0);
  nodes.forEach((node, number) => {
    node.classList.toggle("out", near.has(number));
    node.classList.toggle("chosen", number === chosen);
  });
}
