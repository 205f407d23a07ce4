/* Rings and circles: what is chosen, what is pointed at, how well a place is known, what the search found. */

import { trace } from '../core/geometry.js';
import { COLOUR, veil } from '../core/look.js';
import { EVENTS, PLACES } from '../core/payload.js';
import { chosenAnswer } from './finder.js';
import { PLACE_X, PLACE_Y } from './placing.js';

/**
 * What the search found: the line of a street, or the circle that holds an address.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
export function paintPin(ctx, view) {
  const answer = chosenAnswer();
  if (!answer) return;
  if (answer.number !== null || !answer.paths.length) {
    const [x, y] = [answer.x * view.scale - view.ox, answer.y * view.scale - view.oy];
    paintCircle(ctx, x, y, answer.radius / view.metres);
    return;
  }
  for (const [colour, width] of /** @type {[string, number][]} */ ([
    [COLOUR.paper, 9],
    [COLOUR.focus, 5],
  ])) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.lineCap = 'round';
    ctx.beginPath();
    for (const path of answer.paths) trace(ctx, path, view, false);
    ctx.stroke();
  }
}

/** A ring round the chosen event, a thinner one round the one pointed at.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} size
 * @param {number} pen
 */
export function paintRing(ctx, x, y, size, pen) {
  for (const [colour, width] of /** @type {[string, number][]} */ ([
    [COLOUR.paper, pen + 3],
    [COLOUR.neutral, pen],
  ])) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.arc(x, y, size * 0.78 + 2, 0, 2 * Math.PI);
    ctx.stroke();
  }
}

/** The circle within which the event happened, as the record honestly knows it.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {number} i
 */
export function paintPrecision(ctx, view, i) {
  const place = EVENTS.place[i];
  const x = PLACE_X[place] * view.scale - view.ox;
  const y = PLACE_Y[place] * view.scale - view.oy;
  paintCircle(ctx, x, y, PLACES.precision_m[place] / view.metres);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
export function paintCircle(ctx, x, y, radius) {
  if (radius < 6) return;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = veil(COLOUR.paper, 0.35);
  ctx.fill();
  ctx.setLineDash([6, 5]);
  ctx.strokeStyle = COLOUR.neutral;
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.setLineDash([]);
}

/** From here on a place that is known to no better than this, in metres, is ringed at rest. */
const RINGED = { zoom: 15, metres: 200 };

/** What is known only roughly looks so, each place once; where all is past, as pale as that.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {Mark[]} marks
 */
export function paintDoubts(ctx, view, marks) {
  if (view.zoom < RINGED.zoom) return;
  /** @type {Map<number, boolean>} */
  const isPast = new Map();
  for (const { i, form } of marks) {
    const place = EVENTS.place[i];
    if (PLACES.precision_m[place] < RINGED.metres) continue;
    isPast.set(place, form === 'past' && (isPast.get(place) ?? true));
  }
  ctx.lineWidth = 1.2;
  ctx.setLineDash([2, 5]);
  for (const [place, past] of isPast) {
    const x = PLACE_X[place] * view.scale - view.ox;
    const y = PLACE_Y[place] * view.scale - view.oy;
    ctx.strokeStyle = veil(COLOUR.neutral, past ? 0.13 : 0.4);
    ctx.beginPath();
    ctx.arc(x, y, PLACES.precision_m[place] / view.metres, 0, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}
