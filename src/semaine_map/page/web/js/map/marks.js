/* The events of the shown day, and what stays from before; one sign each, never clustered. */

import { chosenEvent } from '../core/choosing.js';
import { isOfHour } from '../core/filters.js';
import { INK, inkOf, lookOf, statusLook } from '../core/look.js';
import { EVENTS } from '../core/payload.js';
import { state } from '../core/state.js';
import { paintCrowd } from './crowd.js';
import { paintHouses } from './houses.js';
import { inSight, placeMarks } from './placing.js';
import { paintPin, paintPrecision, paintRing } from './rings.js';
import { stampSign } from './signs.js';
import { CROWD, drawnSize, GRAIN, isFaint, isGrain, markSizeIn, strengthOf } from './sizes.js';

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @returns {Painted}
 */
export function paintMarks(ctx, view) {
  const crowd = inSight(view);
  if (crowd.length > CROWD) return paintCrowd(ctx, view, crowd);
  const marks = placeMarks(view);
  const chosen = chosenEvent();
  paintHouses(ctx, view);
  paintPin(ctx, view);
  for (const i of new Set([state.pointed ?? -1, chosen])) if (i >= 0) paintPrecision(ctx, view, i);
  for (const mark of marks) paintMark(ctx, view, mark, chosen);
  ctx.globalAlpha = 1;
  const reach = markSizeIn(view) / 2;
  return { marksAt: (x, y, tolerance) => marksAt(marks, x, y, reach + tolerance) };
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {Mark} mark
 * @param {number} chosen
 */
function paintMark(ctx, view, mark, chosen) {
  const { i, x, y, status } = mark;
  const isPointed = i === state.pointed;
  const strong = i === chosen || isPointed;
  const strength = isPointed ? 1 : strengthOf(mark, view.day);
  ctx.globalAlpha = strength;
  const past = !strong && isFaint(mark, view.day);
  if (!strong && isGrain(mark, view)) {
    paintDot(ctx, x, y, inkOf(i));
    return;
  }
  const size = strong ? markSizeIn(view) * 1.35 : drawnSize(mark, view);
  const { hollow, over } = statusLook(status);
  if (over === 'rays') paintFought(ctx, x, y, size);
  stampSign(ctx, view.dpr, {
    look: lookOf(i, status),
    x,
    y,
    size,
    certainty: EVENTS.certainty[i],
    hollow,
    halo: !past,
  });
  if (over === 'stroke') paintTaken(ctx, x, y, size);
  if (strong || isOfHour(i, view.day)) paintRing(ctx, x, y, size, i === chosen ? 2 : 1.2);
}

/**
 * From afar, what is over is a grain: that something happened here, no more.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {string} ink
 */
function paintDot(ctx, x, y, ink) {
  ctx.globalAlpha = 0.42;
  ctx.fillStyle = ink;
  ctx.fillRect(x - GRAIN / 2, y - GRAIN / 2, GRAIN, GRAIN);
}

/** A stroke through a barricade that has fallen, in the ink of the side that took it.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} size
 */
function paintTaken(ctx, x, y, size) {
  ctx.strokeStyle = INK.advance;
  ctx.lineWidth = Math.max(1.6, size / 9);
  ctx.lineCap = 'round';
  ctx.beginPath();
  ctx.moveTo(x - size * 0.36, y + size * 0.36);
  ctx.lineTo(x + size * 0.36, y - size * 0.36);
  ctx.stroke();
}

/** Short strokes either side of a barricade that is fought over.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} size
 */
function paintFought(ctx, x, y, size) {
  ctx.lineWidth = Math.max(1.4, size / 11);
  ctx.lineCap = 'round';
  for (const [side, colour] of /** @type {[number, string][]} */ ([
    [-1, INK.advance],
    [1, INK.defence],
  ])) {
    ctx.strokeStyle = colour;
    ctx.beginPath();
    for (const turn of [-0.5, 0, 0.5]) {
      const angle = -Math.PI / 2 + turn + (side < 0 ? 0 : Math.PI);
      ctx.moveTo(x + Math.cos(angle) * size * 0.4, y + Math.sin(angle) * size * 0.4);
      ctx.lineTo(x + Math.cos(angle) * size * 0.64, y + Math.sin(angle) * size * 0.64);
    }
    ctx.stroke();
  }
}

/**
 * List the marks near a point of the canvas, nearest and topmost first: in the same order whichever is chosen.
 * @param {Mark[]} marks
 * @param {number} x
 * @param {number} y
 * @param {number} reach
 * @returns {number[]}
 */
function marksAt(marks, x, y, reach) {
  return marks
    .map((mark) => ({ mark, distance: Math.hypot(mark.x - x, mark.y - y) }))
    .filter(({ distance }) => distance <= reach)
    .sort((a, b) => a.distance - b.distance || b.mark.z - a.mark.z)
    .map(({ mark }) => mark.i);
}
