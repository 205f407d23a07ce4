/* The columns as they advanced: soft broad arrows with their name, over the tint and under the events. */

import { beginningOf, distanceToPath, pixelsOf, pointAlong, rounded } from '../core/geometry.js';
import { COLOUR, veil } from '../core/look.js';
import { DAYS, payload } from '../core/payload.js';
import { unpack } from '../core/projection.js';
import { eveningShown } from '../core/scenes.js';
import { state } from '../core/state.js';
import { dateText } from '../core/words.js';

/** @typedef {{name: Both, day: string, witness: Both, path: Path}} Column */

/** @type {Map<string, Column[]>} */
const columnCache = new Map();

/** @param {string} day */
function columnsOn(day) {
  let columns = columnCache.get(day);
  if (!columns) {
    columns = (payload.columns?.[day] ?? []).map(({ name, witness, line }) => ({
      name,
      day,
      witness,
      path: rounded(unpack(line)),
    }));
    columnCache.set(day, columns);
  }
  return columns;
}

/** The columns in sight: those of the day once its evening is shown, or of all days with their signs. @param {string} day */
export function columnsShown(day) {
  if (!state.filters.layers.has('columns')) return [];
  if (state.view === 'week') return state.signs ? DAYS.flatMap(columnsOn) : [];
  return eveningShown(day) === day ? columnsOn(day) : [];
}

/** An arrow is as broad as this on the ground, in metres, but no narrower or broader than so many pixels. */
const BROAD = { metres: 190, least: 7, most: 30 };

/** A soft edge: layers of the arrow, each so much broader and so strong. */
const SOFT = [
  [1.5, 0.1],
  [1.2, 0.13],
  [0.9, 0.22],
];

/** Pixels across the arrow of a column: its course between named places is inferred, and no line that could be followed. @param {View} view */
const broadIn = (view) =>
  Math.max(BROAD.least, Math.min(BROAD.most, BROAD.metres / view.metres)) * (state.view === 'week' ? 0.6 : 1);

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {number} [share] how much of its way each has gone
 */
export function paintColumns(ctx, view, share = 1) {
  const broad = broadIn(view);
  for (const { path: whole } of columnsShown(view.day)) {
    const points = pixelsOf(share < 1 ? beginningOf(whole, share) : whole, view);
    for (const [times, strength] of SOFT) {
      ctx.fillStyle = veil(COLOUR.advance, strength);
      traceArrow(ctx, points, broad * times, broad);
      ctx.fill();
    }
  }
}

/**
 * The outline of an arrow along a line: it broadens towards its head.
 * @param {CanvasRenderingContext2D} ctx
 * @param {{x: number, y: number, at: number}[]} points
 * @param {number} width of its shaft before the head
 * @param {number} head how long its head is
 */
function traceArrow(ctx, points, width, head) {
  const length = points[points.length - 1]?.at ?? 0;
  ctx.beginPath();
  if (points.length < 2 || length === 0) return;
  const neck = Math.max(0, length - head);
  const steps = Math.max(2, Math.min(60, Math.round(length / 6)));
  /** @type {[number, number][]} */
  const left = [];
  /** @type {[number, number][]} */
  const right = [];
  const across = (/** @type {number} */ at, /** @type {number} */ half) => {
    const { x, y, angle } = pointAlong(points, at);
    left.push([x + Math.sin(angle) * half, y - Math.cos(angle) * half]);
    right.push([x - Math.sin(angle) * half, y + Math.cos(angle) * half]);
  };
  for (let k = 0; k <= steps; k += 1) across((neck * k) / steps, (width / 2) * (0.45 + (0.55 * k) / steps));
  across(neck, width * 1.05);
  const tip = pointAlong(points, length);
  const outline = [...left, [tip.x, tip.y], ...right.reverse()];
  for (const [x, y] of outline) ctx.lineTo(x, y);
  ctx.closePath();
}

/**
 * Name the column under the pointer.
 * @param {number} x world coordinate
 * @param {number} y world coordinate
 * @param {number} reach in world coordinates
 */
export function columnHint(x, y, reach) {
  const column = columnsShown(state.day).find(({ path }) => distanceToPath(path, x, y) <= reach);
  return column
    ? `${column.name[state.lang]}, ${dateText(column.day)} – ${column.witness[state.lang]}`
    : null;
}
