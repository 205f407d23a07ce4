/* The corner of two streets: where their lines meet, as history/corners.py has it. */

import { distanceToPath } from './geometry.js';

/**
 * Where a line comes nearest to another, with the radius in metres that holds where they meet; null where they stay apart.
 * @param {Path[]} line
 * @param {Path[]} beside
 * @param {number} unit metres in a unit of world coordinates
 * @param {number} most metres between lines that meet
 */
export function meeting(line, beside, unit, most) {
  const away = (/** @type {number} */ x, /** @type {number} */ y) =>
    unit * Math.min(...beside.map((path) => distanceToPath(path, x, y)));
  let at = { x: 0, y: 0, gap: Infinity };
  for (const [a, b] of segments(line))
    for (const [c, d] of segments(beside)) {
      const near = nearest(a, b, c, d);
      if (near.gap < at.gap) at = near;
    }
  if (at.gap * unit > most) return null;
  let radius = most;
  for (const [[ax, ay], [bx, by]] of segments(line)) {
    const steps = Math.max(1, Math.ceil((3 * unit * Math.hypot(bx - ax, by - ay)) / most));
    for (let k = 0; k <= steps; k += 1) {
      const [x, y] = [ax + ((bx - ax) * k) / steps, ay + ((by - ay) * k) / steps];
      const far = unit * Math.hypot(x - at.x, y - at.y);
      if (far > radius && away(x, y) <= most) radius = far;
    }
  }
  return { x: at.x, y: at.y, radius: Math.round(radius) };
}

/** @typedef {[number, number]} Spot */

/** @param {Path[]} paths @returns {[Spot, Spot][]} */
function segments(paths) {
  return paths.flatMap((path) =>
    Array.from(
      { length: path.length / 2 - 1 },
      (_, k) =>
        /** @type {[Spot, Spot]} */ ([
          [path[2 * k], path[2 * k + 1]],
          [path[2 * k + 2], path[2 * k + 3]],
        ]),
    ),
  );
}

/**
 * The point of one stretch that is nearest to another, and how far they are apart.
 * @param {Spot} a
 * @param {Spot} b
 * @param {Spot} c
 * @param {Spot} d
 */
function nearest(a, b, c, d) {
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]];
  const cross = ux * vy - uy * vx;
  if (cross) {
    const s = ((c[0] - a[0]) * vy - (c[1] - a[1]) * vx) / cross;
    const t = ((c[0] - a[0]) * uy - (c[1] - a[1]) * ux) / cross;
    if (s >= 0 && s <= 1 && t >= 0 && t <= 1) return { x: a[0] + s * ux, y: a[1] + s * uy, gap: 0 };
  }
  const own = (/** @type {Spot} */ one) => ({ x: one[0], y: one[1], gap: foot(one, c, d).gap });
  const other = (/** @type {Spot} */ one) => foot(one, a, b);
  return [own(a), own(b), other(c), other(d)].reduce((one, two) => (two.gap < one.gap ? two : one));
}

/**
 * The point of a stretch that is nearest to a spot, and how far they are apart.
 * @param {Spot} spot
 * @param {Spot} a
 * @param {Spot} b
 */
function foot([x, y], a, b) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const share = Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1)));
  const at = { x: a[0] + share * dx, y: a[1] + share * dy };
  return { ...at, gap: Math.hypot(x - at.x, y - at.y) };
}
