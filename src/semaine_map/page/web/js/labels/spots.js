/* Names that stand on a spot: in one line, clear of what is taken. */

import { isInView } from '../core/geometry.js';
import { markSizeIn } from '../map/sizes.js';
import { keyOf } from './landmarks.js';
import { HALO, isSeenWhole } from './lettering.js';

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {string} colour
 */
export function writeSpot(ctx, text, x, y, colour) {
  ctx.strokeStyle = HALO;
  ctx.lineWidth = 3;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

/**
 * Name an area or a point, in one line or two, if the place is free.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {import('./boxes.js').Boxes} boxes
 * @param {{text: string, x: number, y: number, size: number, colour: string, dot?: boolean}} name
 */
export function nameSpot(ctx, view, boxes, { text, x, y, size, colour, dot = false }) {
  const width = ctx.measureText(text).width;
  const h = size * 1.25;
  /** A dot's name may stand right, left, above or below it; an area's only on its middle. */
  const spots = dot
    ? [5, markSizeIn(view) * 0.7].flatMap((away) => [
        [width / 2 + away, 0],
        [-width / 2 - away, 0],
        [0, -h * 0.4 - away],
        [0, h * 0.4 + away],
      ])
    : [[0, 0]];
  const point = { x: x - 3, y: y - 3, w: 6, h: 6 };
  if (dot && !(boxes.names?.isFree(point) ?? true)) return false;
  for (const strictly of [true, false]) {
    for (const [dx, dy] of spots) {
      const box = { x: x + dx - width / 2 - 2, y: y + dy - h / 2, w: width + 4, h };
      if (!isSeenWhole(box, view) || !boxes.claim([box], strictly)) continue;
      boxes.names?.take(box);
      writeSpot(ctx, text, x + dx, y + dy, colour);
      if (dot) {
        for (const taken of [boxes, boxes.names]) taken?.take(point);
        ctx.beginPath();
        ctx.arc(x, y, 1.8, 0, 2 * Math.PI);
        ctx.fill();
      }
      return true;
    }
  }
  return false;
}

/**
 * Name an area on the middle of its bounds, if the name fits into it.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {import('./boxes.js').Boxes} boxes
 * @param {{n?: string, bounds: [number, number, number, number]}} area
 * @param {string} colour
 */
export function nameArea(ctx, view, boxes, { n = '', bounds }, colour) {
  if (!n || !isInView(bounds, view) || boxes.written.has(keyOf(n))) return;
  const [west, north, east, south] = bounds;
  const room = (east - west) * view.scale;
  if (ctx.measureText(n).width > room * 1.5) return;
  const x = ((west + east) / 2) * view.scale - view.ox;
  const y = ((north + south) / 2) * view.scale - view.oy;
  if (nameSpot(ctx, view, boxes, { text: n, x, y, size: 13, colour })) boxes.written.add(keyOf(n));
}
