// Lanes of the margin: bars side by side where their heights overlap, each in the first lane that is free.

/**
 * Give each of `pieces` ({id, top, bottom}, any order) a lane; `carried` (id → lane) keeps the lane of a bar that comes from the turn above.
 * Returns {lanes: Map id → lane, count}.
 */
export function lanes(pieces, carried = new Map()) {
  const found = new Map();
  const taken = [];
  const free = (lane, piece) => !(taken[lane] ?? []).some((other) => other.top < piece.bottom && piece.top < other.bottom);
  const settle = (piece, lane) => {
    (taken[lane] ??= []).push(piece);
    found.set(piece.id, lane);
  };
  const sorted = [...pieces].sort((a, b) => a.top - b.top || b.bottom - a.bottom);
  for (const piece of sorted.filter((one) => carried.has(one.id))) settle(piece, carried.get(piece.id));
  for (const piece of sorted.filter((one) => !carried.has(one.id))) {
    let lane = 0;
    while (!free(lane, piece)) lane += 1;
    settle(piece, lane);
  }
  return { lanes: found, count: taken.length };
}

/** Tops for labels of one `height` that wish to stand at `wishes` (ascending), pushed down where they would collide, none below `bottom`. */
export function stacked(wishes, height, bottom) {
  const room = Math.max(1, Math.floor(bottom / height));
  const tops = [];
  let next = 0;
  for (const wish of wishes.slice(0, room)) {
    const left = Math.min(wishes.length, room) - tops.length;
    tops.push(Math.max(next, Math.min(wish, bottom - left * height)));
    next = tops.at(-1) + height;
  }
  return tops;
}
