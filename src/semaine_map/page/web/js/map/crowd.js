/* Thousands of marks at once: each sign is rasterised once and its dots are copied into one picture.
   Drawing 100,000 signs one by one takes half a second; copying them takes a few hundredths. */

import { chosenEvent } from '../core/choosing.js';
import { el } from '../core/dom.js';
import { statusShown } from '../core/filters.js';
import { lookOf, statusLook } from '../core/look.js';
import { EVENTS, payload } from '../core/payload.js';
import { state } from '../core/state.js';
import { PLACE_X, PLACE_Y } from './placing.js';
import { paintPin, paintPrecision, paintRing } from './rings.js';
import { drawSign } from './signs.js';
import { strengthOf } from './sizes.js';

/** @typedef {{x: Int16Array, y: Int16Array, colour: Uint32Array}} Dots */

/** @type {Map<number, Dots>} */
const crowdSigns = new Map();
const CERTAINTY_CODES = new Map(['certain', 'less-certain', 'uncertain'].map((name, code) => [name, code]));

/** Look and certainty of each event in one number, made when first needed. @type {Uint16Array | null} */
let crowdCodes = null;

function codesOfCrowd() {
  crowdCodes ??= Uint16Array.from(
    EVENTS.look,
    (look, i) => look * 4 + (CERTAINTY_CODES.get(EVENTS.certainty[i]) ?? 0),
  );
  return crowdCodes;
}

/**
 * Rasterise a sign into its dots.
 * @param {number} i
 * @param {Status} status
 * @param {number} size
 * @param {number} strength
 * @returns {Dots}
 */
function dotsOf(i, status, size, strength) {
  const room = Math.ceil(size) + 2;
  const canvas = el('canvas');
  canvas.width = room;
  canvas.height = room;
  const pen = canvas.getContext('2d');
  /** @type {[number[], number[], number[]]} */
  const [xs, ys, colours] = [[], [], []];
  if (pen) {
    drawSign(pen, {
      look: lookOf(i, status),
      x: room / 2,
      y: room / 2,
      size,
      certainty: EVENTS.certainty[i],
      hollow: statusLook(status).hollow,
      halo: false,
    });
    const dots = new Uint32Array(pen.getImageData(0, 0, room, room).data.buffer);
    dots.forEach((dot, k) => {
      if (dot >>> 24 < 110) return;
      xs.push((k % room) - Math.floor(room / 2));
      ys.push(Math.floor(k / room) - Math.floor(room / 2));
      colours.push(((dot & 0xffffff) | (Math.round(strength * 255) << 24)) >>> 0);
    });
  }
  return { x: Int16Array.from(xs), y: Int16Array.from(ys), colour: Uint32Array.from(colours) };
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {number[]} crowd
 * @returns {Painted}
 */
export function paintCrowd(ctx, view, crowd) {
  const { width, height } = ctx.canvas;
  const picture = ctx.createImageData(width, height);
  const dots = new Uint32Array(picture.data.buffer);
  const size = 8 * view.dpr;
  const letters = payload.states[view.day] ?? '';
  const week = state.view === 'week';
  const codes = codesOfCrowd();
  const margin = Math.ceil(size);
  for (const i of crowd) {
    const x = Math.round((PLACE_X[EVENTS.place[i]] * view.scale - view.ox) * view.dpr);
    const y = Math.round((PLACE_Y[EVENTS.place[i]] * view.scale - view.oy) * view.dpr);
    if (x < margin || y < margin || x >= width - margin || y >= height - margin) continue;
    const letter = week ? Number(EVENTS.undated[i]) : letters.charCodeAt(i);
    const old = letter === 115 && EVENTS.step[i] !== view.day ? 1 : 0;
    const key = ((codes[i] * 128 + letter) * 2 + old) * 4 + view.dpr;
    let sign = crowdSigns.get(key);
    if (!sign) {
      const status = statusShown(i, view.day);
      sign = dotsOf(i, status, size, strengthOf({ i, status }, view.day));
      crowdSigns.set(key, sign);
    }
    const { x: dx, y: dy, colour } = sign;
    const base = y * width + x;
    for (let k = 0; k < colour.length; k += 1) dots[base + dy[k] * width + dx[k]] = colour[k];
  }
  ctx.putImageData(picture, 0, 0);
  paintSingled(ctx, view);
  return {
    tally: { full: 0, small: crowd.length, bubbles: 0, overlap: 0 },
    marksAt: (x0, y0, tolerance) => crowdAt(crowd, view, x0, y0, tolerance + 4),
    groupAt: () => null,
    stops: () =>
      crowd.map((i) => ({
        x: PLACE_X[EVENTS.place[i]] * view.scale - view.ox,
        y: PLACE_Y[EVENTS.place[i]] * view.scale - view.oy,
        size: 20,
        rows: [i],
        hollow: statusLook(statusShown(i, view.day)).hollow,
      })),
  };
}

/**
 * List the marks of a crowd near a point, nearest and topmost first: measured in place, since to make an object of each
 * would take longer than the pointer rests.
 * @param {number[]} crowd
 * @param {View} view
 * @param {number} x
 * @param {number} y
 * @param {number} reach
 */
function crowdAt(crowd, view, x, y, reach) {
  /** @type {[number, number, number][]} */
  const near = [];
  for (const [z, i] of crowd.entries()) {
    const dx = PLACE_X[EVENTS.place[i]] * view.scale - view.ox - x;
    const dy = PLACE_Y[EVENTS.place[i]] * view.scale - view.oy - y;
    const distance = dx * dx + dy * dy;
    if (distance <= reach * reach) near.push([distance, z, i]);
  }
  return near.sort(([a, za], [b, zb]) => a - b || zb - za).map(([, , i]) => i);
}

/**
 * The chosen and the pointed event stand out of the crowd.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
function paintSingled(ctx, view) {
  paintPin(ctx, view);
  const chosen = chosenEvent();
  for (const i of new Set([state.pointed ?? -1, chosen])) {
    if (i < 0) continue;
    paintPrecision(ctx, view, i);
    const x = PLACE_X[EVENTS.place[i]] * view.scale - view.ox;
    const y = PLACE_Y[EVENTS.place[i]] * view.scale - view.oy;
    drawSign(ctx, { look: lookOf(i, 'today'), x, y, size: 20, certainty: EVENTS.certainty[i] });
    paintRing(ctx, x, y, 20, i === chosen ? 2 : 1.2);
  }
}
