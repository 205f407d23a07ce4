/* The events of the shown day, and what stays from before. */

import { toEnd } from '../core/breath.js';
import { chosenEvent } from '../core/choosing.js';
import { isOfPart } from '../core/filters.js';
import { COLOUR, colourOf, lookOf, statusLook, veil } from '../core/look.js';
import { EVENTS } from '../core/payload.js';
import { state } from '../core/state.js';
import { numberText } from '../core/words.js';
import { SANS } from '../labels/lettering.js';
import { paintCrowd } from './crowd.js';
import { boxAt, mostHidden } from './crowding.js';
import { paintHouses } from './houses.js';
import { layoutOf } from './layout.js';
import { inSight } from './placing.js';
import { paintDoubts, paintPin, paintPrecision, paintRing } from './rings.js';
import { stampSign } from './signs.js';
import { CROWD, GRAIN, isGrain, markSizeIn, strengthOf } from './sizes.js';
import { paintWay } from './way.js';

/** So many signs are painted before the caller may leave off. */
const SIGNS_IN_STEP = 24;

/**
 * Paint all marks at once.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
export function paintMarks(ctx, view) {
  return toEnd(markSteps(ctx, view));
}

/**
 * Paint the marks, as far as the caller goes on: it may leave off after each step.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @returns {Generator<void, Painted>}
 */
export function* markSteps(ctx, view) {
  const crowd = inSight(view);
  if (crowd.length > CROWD) return paintCrowd(ctx, view, crowd);
  const { marks, groups } = layoutOf(view);
  yield;
  const chosen = chosenEvent();
  paintHouses(ctx, view);
  paintPin(ctx, view);
  paintDoubts(ctx, view, marks);
  for (const i of new Set([state.pointed ?? -1, chosen])) if (i >= 0) paintPrecision(ctx, view, i);
  const full = marks.filter(({ form }) => form === 'full');
  yield;
  for (const [n, mark] of marks.entries()) {
    if (mark.form !== 'full') paintMark(ctx, view, mark, chosen);
    if (n % SIGNS_IN_STEP === 0) yield;
  }
  for (const group of groups) paintGroup(ctx, group);
  for (const [n, mark] of full.entries()) {
    if (mark.i !== chosen) paintMark(ctx, view, mark, chosen);
    if (n % SIGNS_IN_STEP === 0) yield;
  }
  if (state.person !== null) {
    dimAll(ctx, view);
    paintWay(ctx, view);
  }
  for (const mark of full) if (mark.i === chosen) paintMark(ctx, view, mark, chosen);
  ctx.globalAlpha = 1;
  const tally = {
    full: full.length,
    small: marks.length - full.length,
    bubbles: groups.length,
    overlap: mostHidden([...groups, ...full].map((sign) => boxAt(sign, sign.size))),
  };
  return {
    tally,
    marksAt: (x, y, tolerance) => marksAt(marks, x, y, tolerance),
    groupAt: (x, y) => groups.find((group) => Math.hypot(group.x - x, group.y - y) <= group.size / 2) ?? null,
    stops: () => [
      ...groups,
      ...marks.map(({ i, x, y, size, status }) => ({
        x,
        y,
        size: Math.max(size, markSizeIn(view)),
        rows: [i],
        hollow: statusLook(status).hollow,
      })),
    ],
  };
}

/** Beside the way of a person all else steps back.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
function dimAll(ctx, view) {
  ctx.globalAlpha = 0.62;
  ctx.globalCompositeOperation = 'destination-out';
  ctx.fillStyle = COLOUR.neutral;
  ctx.fillRect(0, 0, view.width, view.height);
  ctx.globalCompositeOperation = 'source-over';
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {Mark} mark
 * @param {number} chosen
 */
function paintMark(ctx, view, mark, chosen) {
  const { i, x, y, status, form, home } = mark;
  const isPointed = i === state.pointed;
  const strong = i === chosen || isPointed;
  ctx.globalAlpha = isPointed ? 1 : strengthOf(mark, view.day);
  if (!strong && isGrain(mark, view)) {
    paintDot(ctx, x, y, colourOf(i));
    return;
  }
  const size = strong ? Math.max(mark.size, markSizeIn(view)) * 1.35 : mark.size;
  if (home) paintThread(ctx, mark, home);
  const { hollow, over } = statusLook(status);
  if (over === 'rays' && form === 'full') paintFought(ctx, x, y, size);
  stampSign(ctx, view.dpr, {
    look: lookOf(i, status),
    x,
    y,
    size,
    certainty: EVENTS.certainty[i],
    hollow,
    halo: strong || form === 'full',
  });
  if (over === 'stroke') paintTaken(ctx, x, y, size);
  if (strong || isOfPart(i, view.day)) paintRing(ctx, x, y, size, i === chosen ? 2 : 1.2);
}

/** From a sign that stepped aside to the place that it is the sign of.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark} mark
 * @param {{x: number, y: number}} home
 */
function paintThread(ctx, { i, x, y }, home) {
  for (const [colour, width] of /** @type {[string, number][]} */ ([
    [COLOUR.paper, 3.4],
    [colourOf(i), 1.2],
  ])) {
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(home.x, home.y);
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(home.x, home.y, width + 0.6, 0, 2 * Math.PI);
    ctx.fill();
  }
}

/** A number in place of so many signs; broken where it is not known whether they are of the day.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Group} group
 */
function paintGroup(ctx, { x, y, size, rows, hollow }) {
  ctx.globalAlpha = 1;
  ctx.beginPath();
  ctx.arc(x, y, size / 2 - 0.8, 0, 2 * Math.PI);
  ctx.fillStyle = veil(COLOUR.paper, 0.92);
  ctx.fill();
  ctx.strokeStyle = hollow ? veil(COLOUR.neutral, 0.6) : COLOUR.neutral;
  ctx.lineWidth = hollow ? 1 : 1.3;
  ctx.setLineDash(hollow ? [2.2, 2] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.font = `${hollow ? 500 : 700} ${Math.round(size * 0.56)}px ${SANS}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = hollow ? veil(COLOUR.neutral, 0.75) : COLOUR.neutral;
  ctx.fillText(numberText(rows.length), x, y + 0.5);
}

/**
 * From afar, what is over is a grain: that something happened here, no more.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {string} colour
 */
function paintDot(ctx, x, y, colour) {
  ctx.globalAlpha = 0.42;
  ctx.fillStyle = colour;
  ctx.fillRect(x - GRAIN / 2, y - GRAIN / 2, GRAIN, GRAIN);
}

/** A stroke through a barricade that has fallen, in the colour of the side that took it.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} size
 */
function paintTaken(ctx, x, y, size) {
  ctx.strokeStyle = COLOUR.advance;
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
    [-1, COLOUR.advance],
    [1, COLOUR.defence],
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
 * @param {number} tolerance
 * @returns {number[]}
 */
function marksAt(marks, x, y, tolerance) {
  return marks
    .map((mark) => ({ mark, distance: Math.hypot(mark.x - x, mark.y - y) }))
    .filter(({ mark, distance }) => distance <= Math.max(5, mark.size / 2) + tolerance)
    .sort((a, b) => a.distance - b.distance || b.mark.z - a.mark.z)
    .map(({ mark }) => mark.i);
}
