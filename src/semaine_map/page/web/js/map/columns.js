/* The columns as they advanced: arrows with their name, over the tint and under the events. */

import { beginningOf, distanceToPath, pixelsOf, pointAlong, trace } from '../core/geometry.js';
import { INK, veil } from '../core/look.js';
import { DAYS, payload } from '../core/payload.js';
import { unpack } from '../core/projection.js';
import { eveningShown } from '../core/scenes.js';
import { state } from '../core/state.js';
import { dateText } from '../core/words.js';

/** @typedef {{name: string, day: string, witness: string, path: Path}} Column */

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
      path: unpack(line),
    }));
    columnCache.set(day, columns);
  }
  return columns;
}

/** The columns in sight: those of the day once its evening is shown, or of all days. @param {string} day */
export function columnsShown(day) {
  if (!state.filters.layers.has('columns')) return [];
  if (state.view === 'week') return DAYS.flatMap(columnsOn);
  return eveningShown(day) === day ? columnsOn(day) : [];
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {number} [share] how much of its way each has gone
 */
export function paintColumns(ctx, view, share = 1) {
  const width = (view.zoom < 13 ? 2 : 3) * (state.view === 'week' ? 0.7 : 1);
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  for (const { path: whole } of columnsShown(view.day)) {
    const path = share < 1 ? beginningOf(whole, share) : whole;
    for (const [colour, pen] of /** @type {[string, number][]} */ ([
      [veil(INK.paper, 0.85), width + 2],
      [INK.advance, width],
    ])) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = pen;
      ctx.beginPath();
      trace(ctx, path, view, false);
      ctx.stroke();
    }
    paintArrowHead(ctx, path, view, width * 2.6 + 3);
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Path} path
 * @param {View} view
 * @param {number} size
 */
function paintArrowHead(ctx, path, view, size) {
  const points = pixelsOf(path, view);
  const end = points[points.length - 1];
  if (points.length < 2 || !end) return;
  const { angle } = pointAlong(points, Math.max(0, end.at - 1));
  ctx.save();
  ctx.translate(end.x, end.y);
  ctx.rotate(angle);
  ctx.beginPath();
  ctx.moveTo(size * 0.9, 0);
  ctx.lineTo(-size * 0.5, -size * 0.6);
  ctx.lineTo(-size * 0.2, 0);
  ctx.lineTo(-size * 0.5, size * 0.6);
  ctx.closePath();
  ctx.strokeStyle = INK.paper;
  ctx.lineWidth = 2;
  ctx.stroke();
  ctx.fillStyle = INK.advance;
  ctx.fill();
  ctx.restore();
}

/**
 * Name the column under the pointer.
 * @param {number} x world coordinate
 * @param {number} y world coordinate
 * @param {number} reach in world coordinates
 */
export function columnHint(x, y, reach) {
  const column = columnsShown(state.day).find(({ path }) => distanceToPath(path, x, y) <= reach);
  return column ? `${column.name}, ${dateText(column.day)} – ${column.witness}` : null;
}
