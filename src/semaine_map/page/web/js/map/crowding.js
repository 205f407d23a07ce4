/* Room among signs: where one stands clear of others, which of them are one group, and how much of one another hides. */

import { shared } from '../labels/boxes.js';

/** @typedef {{x: number, y: number}} Spot */

/**
 * The square that a sign takes.
 * @param {Spot} spot
 * @param {number} size
 * @returns {Box}
 */
export const boxAt = ({ x, y }, size) => ({ x: x - size / 2, y: y - size / 2, w: size, h: size });

/** Where a sign may step aside to, in its own sizes, nearest first. */
const ASIDE = [0.8, 1.1, 1.45, 1.85, 2.3, 2.8].flatMap((away) =>
  Array.from({ length: 12 }, (_, k) => ({
    x: Math.cos((k * Math.PI) / 6) * away,
    y: Math.sin((k * Math.PI) / 6) * away,
  })),
);

/**
 * Find where a sign is hidden least: on its place, else as near to it as it may step.
 * @param {Spot} place
 * @param {number} size
 * @param {Box[]} taken
 * @param {number} reach how far it may step aside, in its own sizes
 * @returns {{spot: Spot, hidden: number}} how many square pixels are hidden there: 0 where it stands clear
 */
export function bestSpot(place, size, taken, reach) {
  const hiddenAt = (/** @type {Spot} */ spot) => {
    const box = boxAt(spot, size);
    return taken.reduce((sum, other) => sum + shared(box, other), 0);
  };
  let best = { spot: place, hidden: hiddenAt(place) };
  for (const { x, y } of ASIDE) {
    if (best.hidden === 0 || Math.hypot(x, y) > reach + 0.01) break;
    const spot = { x: place.x + x * size, y: place.y + y * size };
    const hidden = hiddenAt(spot);
    if (hidden < best.hidden) best = { spot, hidden };
  }
  return best;
}

/**
 * Gather spots that lie within a distance of one, the fullest neighbourhoods first; every spot is in one group.
 * @param {Spot[]} spots
 * @param {number} reach
 * @returns {number[][]} rows of `spots`
 */
export function groupsOf(spots, reach) {
  /** @type {Map<number, number[]>} */
  const cells = new Map();
  const cellOf = (/** @type {number} */ value) => Math.floor(value / reach);
  // No picture has so many cells from top to bottom.
  const keyOfCells = (/** @type {number} */ cx, /** @type {number} */ cy) => cx * 65_536 + cy;
  spots.forEach(({ x, y }, n) => {
    const key = keyOfCells(cellOf(x), cellOf(y));
    const cell = cells.get(key);
    if (cell) cell.push(n);
    else cells.set(key, [n]);
  });
  const near = spots.map(({ x, y }) => {
    /** @type {number[]} */
    const found = [];
    for (const dx of [-1, 0, 1])
      for (const dy of [-1, 0, 1])
        for (const m of cells.get(keyOfCells(cellOf(x) + dx, cellOf(y) + dy)) ?? [])
          if (Math.hypot(spots[m].x - x, spots[m].y - y) <= reach) found.push(m);
    return found;
  });
  const order = near.map((_, n) => n).sort((a, b) => near[b].length - near[a].length || a - b);
  const isFree = new Uint8Array(spots.length).fill(1);
  /** @type {number[][]} */
  const groups = [];
  for (const n of order) {
    if (!isFree[n]) continue;
    const group = near[n].filter((m) => isFree[m]);
    for (const m of group) isFree[m] = 0;
    groups.push(group);
  }
  return groups;
}

/**
 * The largest share of one box that another, drawn after it, hides.
 * @param {Box[]} boxes in the order in which they are drawn
 */
export function mostHidden(boxes) {
  let most = 0;
  // From left to right, so that only neighbours are compared.
  const order = boxes.map((box, n) => ({ box, n })).sort((a, b) => a.box.x - b.box.x);
  for (const [k, one] of order.entries()) {
    for (let m = k + 1; m < order.length && order[m].box.x < one.box.x + one.box.w; m += 1) {
      const other = order[m];
      const under = one.n < other.n ? one.box : other.box;
      most = Math.max(most, shared(one.box, other.box) / (under.w * under.h));
    }
  }
  return most;
}
