/* The events of the shown day, and what stays from before; one sign each, never clustered. */

import { trace } from '../core/geometry.js';
import { EVENTS, PLACES } from '../core/payload.js';
import { state } from '../core/state.js';
import { isUndated } from '../core/words.js';
import { paintDensity } from '../density/layer.js';
import { DENSITY } from '../density/squares.js';
import { isOfHour } from '../story/play.js';
import { CROWD, paintCrowd } from './crowd.js';
import { paintHouses } from './houses.js';
import { marksCanvas } from './map.js';
import { chosenEvent, inSight, PLACE_X, PLACE_Y, placeMarks } from './placing.js';
import { INK, inkOf, isHollow, stampSign } from './signs.js';

/** Event under the pointer, or of the row under it. @type {number | null} */
export let pointed = null;

/** A street or place that the search found, without an event of its own. @type {Path[]} */
export let pin = [];

/** @param {Path[]} paths */
export function setPin(paths) {
  pin = paths;
  marksCanvas.redraw();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
export function paintPin(ctx, view) {
  for (const [colour, width] of /** @type {[string, number][]} */ ([
    [INK.paper, 9],
    ['#1d5bb8', 5],
  ])) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.lineCap = 'round';
    ctx.beginPath();
    for (const path of pin) {
      trace(ctx, path, view, false);
      if (path.length === 2)
        ctx.arc(path[0] * view.scale - view.ox, path[1] * view.scale - view.oy, 14, 0, 7);
    }
    ctx.stroke();
  }
}

/** @param {number | null} i */
export function setPointed(i) {
  pointed = i;
}

/** The week's view has all events at once: smaller signs, on a phone's whole city the smallest. @param {View} view */
export const markSizeIn = ({ zoom }) =>
  Math.max(10, Math.min(28, 10.5 + (zoom - 12.2) * 3.4)) *
  (state.view !== 'week' ? 1 : zoom < 11.8 ? 0.68 : 0.85);

/** From afar a day of 200 events must stay readable: these are drawn smaller, those a little larger. */
const KIND_SCALE = /** @type {Record<string, number>} */ ({
  movement: 0.82,
  decision: 0.82,
  arrest: 0.88,
  headquarters: 0.9,
  barricade: 0.92,
  fire: 1.12,
  execution: 1.12,
});

/**
 * @param {string} kind
 * @param {View} view
 */
const kindScale = (kind, view) => (view.zoom < 14 ? (KIND_SCALE[kind] ?? 1) : 1);

const GRAIN = 3;

/** Is this of an earlier day, and over? @param {Mark} mark */
const isPast = ({ status }) => status === 'earlier' || status === 'taken' || status === 'ruined';

/**
 * How strong a mark stands: today full, what only stands or burns on less, what is past a third.
 * @param {Mark} mark
 */
export function strengthOf({ i, status }) {
  if (EVENTS.id[i] === state.event) return 1;
  if (status === 'earlier' || status === 'taken') return 0.34;
  if (status === 'ruined') return 0.5;
  if (status === 'standing' && EVENTS.start[i] !== state.day) return 0.7;
  return isUndated(i) ? 0.5 : 1;
}

/** What is past is small and without a halo: hundreds of halos would veil the map and the day. @param {Mark} mark */
export const isFaint = (mark) => isPast(mark) || strengthOf(mark) <= 0.5;

/** @param {Mark} mark @param {View} view */
const isGrain = (mark, view) => isPast(mark) && mark.status !== 'ruined' && view.zoom < 13;

/** How wide a sign is drawn, in pixels, if nobody points at it. @param {Mark} mark @param {View} view */
export function drawnSize(mark, view) {
  if (isGrain(mark, view)) return GRAIN;
  const faint = view.zoom < 13.5 ? 0.62 : 0.76;
  return markSizeIn(view) * (isFaint(mark) ? faint : kindScale(EVENTS.kind[mark.i], view));
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @returns {Painted}
 */
export function paintMarks(ctx, view) {
  if (DENSITY) return paintDensity(ctx, view);
  const crowd = inSight(view);
  if (crowd.length > CROWD) return paintCrowd(ctx, view, crowd);
  const marks = placeMarks(view);
  const chosen = chosenEvent();
  paintHouses(ctx, view);
  if (pin.length) paintPin(ctx, view);
  for (const i of new Set([pointed ?? -1, chosen])) if (i >= 0) paintPrecision(ctx, view, i);
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
  const strong = i === chosen || i === pointed;
  const strength = i === pointed ? 1 : strengthOf(mark);
  const kind = EVENTS.kind[i];
  ctx.globalAlpha = strength;
  const past = !strong && isFaint(mark);
  if (!strong && isGrain(mark, view)) {
    paintDot(ctx, x, y, inkOf(i));
    return;
  }
  const size = strong ? markSizeIn(view) * 1.35 : drawnSize(mark, view);
  if (status === 'fought') paintFought(ctx, x, y, size);
  stampSign(ctx, view.dpr, {
    kind,
    x,
    y,
    size,
    ink: inkOf(i),
    certainty: EVENTS.certainty[i],
    hollow: isHollow(status),
    halo: !past,
  });
  if (status === 'taken') paintTaken(ctx, x, y, size);
  if (strong || isOfHour(i)) paintRing(ctx, x, y, size, i === chosen ? 2 : 1.2);
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

/** A stroke of slate through a barricade that has fallen.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} size
 */
function paintTaken(ctx, x, y, size) {
  ctx.strokeStyle = INK.versailles;
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
    [-1, INK.versailles],
    [1, INK.commune],
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

/** A ring round the chosen event, a thinner one round the one pointed at.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} size
 * @param {number} pen
 */
export function paintRing(ctx, x, y, size, pen) {
  for (const [colour, width] of /** @type {[string, number][]} */ ([
    [INK.paper, pen + 3],
    [INK.neutral, pen],
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
  ctx.fillStyle = 'rgba(246, 241, 231, 0.35)';
  ctx.fill();
  ctx.setLineDash([6, 5]);
  ctx.strokeStyle = INK.neutral;
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.setLineDash([]);
}

/**
 * List the marks near a point of the canvas, nearest and topmost first.
 * @param {Mark[]} marks topmost last
 * @param {number} x
 * @param {number} y
 * @param {number} reach
 * @returns {number[]}
 */
function marksAt(marks, x, y, reach) {
  return marks
    .map((mark, z) => ({ mark, z, distance: Math.hypot(mark.x - x, mark.y - y) }))
    .filter(({ distance }) => distance <= reach)
    .sort((a, b) => a.distance - b.distance || b.z - a.z)
    .map(({ mark }) => mark.i);
}
