/* The events of the scene, full and large over all others; what is still to come in it is an empty ring. */

import { statusOn } from '../core/days.js';
import { COLOUR, lookOf, statusLook } from '../core/look.js';
import { EVENTS, PLACES } from '../core/payload.js';
import { sceneShown } from '../core/scenes.js';
import { CanvasLayer } from './canvas-layer.js';
import { boxAt } from './crowding.js';
import { map } from './map.js';
import { PLACE_X, PLACE_Y } from './placing.js';
import { paintCircle, paintRing } from './rings.js';
import { stampSign } from './signs.js';

/** Pixels across a lit sign; the ring of what is to come has this radius. */
const LIT = 22;
const EMPTY = 9;

/** So far from each other the middles of two signs stand at least. */
const APART = 42;

/** A place known to no better, in metres, is ringed by how well it is. */
const ROUGH = 200;

/**
 * Where the events of the scene stand in a picture, none on another.
 * @param {number} scale pixels of the picture in a unit of the world
 */
function litEvents(scale) {
  const named = sceneShown()?.named ?? [];
  const lit = named.map(({ event: i, to_come: toCome }, n) => ({
    i,
    toCome,
    place: EVENTS.place[i],
    // Those of one place part to the side, in the order of the telling.
    x: PLACE_X[EVENTS.place[i]] * scale + n / 10,
    y: PLACE_Y[EVENTS.place[i]] * scale,
  }));
  for (let round = 0; round < 30; round += 1)
    for (const one of lit) for (const other of lit) part(one, other);
  return lit;
}

/**
 * Push two signs away from each other where they would overlap.
 * @param {{x: number, y: number}} one
 * @param {{x: number, y: number}} other
 */
function part(one, other) {
  const [dx, dy] = [other.x - one.x, other.y - one.y];
  const far = Math.hypot(dx, dy);
  if (one === other || far >= APART || far === 0) return;
  const push = (APART - far) / 2 / far;
  one.x -= dx * push;
  one.y -= dy * push;
  other.x += dx * push;
  other.y += dy * push;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
function paintLit(ctx, view) {
  const lit = litEvents(view.scale);
  for (const place of new Set(lit.map((one) => one.place))) {
    if (PLACES.precision_m[place] < ROUGH) continue;
    const [x, y] = [PLACE_X[place] * view.scale - view.ox, PLACE_Y[place] * view.scale - view.oy];
    paintCircle(ctx, x, y, PLACES.precision_m[place] / view.metres);
  }
  for (const { i, toCome, x, y } of lit) {
    if (toCome) paintToCome(ctx, x - view.ox, y - view.oy);
    else paintLitSign(ctx, view, i, x - view.ox, y - view.oy);
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {number} i
 * @param {number} x
 * @param {number} y
 */
function paintLitSign(ctx, view, i, x, y) {
  ctx.fillStyle = COLOUR.paper;
  ctx.beginPath();
  ctx.arc(x, y, LIT * 0.78 + 2, 0, 2 * Math.PI);
  ctx.fill();
  paintRing(ctx, x, y, LIT, 1.4);
  const status = statusOn(view.day, i);
  stampSign(ctx, view.dpr, {
    look: lookOf(i, status),
    x,
    y,
    size: LIT,
    certainty: EVENTS.certainty[i],
    hollow: statusLook(status).hollow,
    halo: false,
  });
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 */
function paintToCome(ctx, x, y) {
  ctx.setLineDash([3, 3]);
  for (const [colour, width] of /** @type {[string, number][]} */ ([
    [COLOUR.paper, 5],
    [COLOUR.neutral, 2],
  ])) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.arc(x, y, EMPTY, 0, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

export const litCanvas = new CanvasLayer('lit', paintLit);

/**
 * The room that the lit signs take in a picture.
 * @param {View} view
 * @returns {Box[]}
 */
export const litBoxes = (view) =>
  litEvents(view.scale).map(({ x, y }) => boxAt({ x: x - view.ox, y: y - view.oy }, LIT * 1.7));

/**
 * Where the lit signs of the scene stand in the map's window, in pixels, and how far from its middle each ends.
 * @returns {{i: number, x: number, y: number, radius: number}[]}
 */
export function litSpots() {
  const larger = litCanvas.magnification();
  const corner = map.getPixelBounds().min ?? L.point(0, 0);
  return litEvents(2 ** map.getZoom() / larger).map(({ i, toCome, x, y }) => ({
    i,
    x: x * larger - corner.x,
    y: y * larger - corner.y,
    radius: (toCome ? EMPTY + 2 : LIT * 0.78 + 4) * larger,
  }));
}
