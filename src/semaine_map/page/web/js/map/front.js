/* The front of each evening: a fine line, in a pale band as wide as it is uncertain. */

import { distanceToPath, trace } from '../core/geometry.js';
import { COLOUR, LOOK, veil } from '../core/look.js';
import { DAYS, payload } from '../core/payload.js';
import { unpack } from '../core/projection.js';
import { eveningShown } from '../core/scenes.js';
import { state } from '../core/state.js';
import { numberText, t } from '../core/words.js';

/** @typedef {{precision: number, path: Path}} FrontPart */
/** @typedef {{witness: Both, parts: FrontPart[], bands: Path[][]}} Front */

/** @type {Map<string, Front[]>} */
const frontCache = new Map();

/** @param {string} day */
function frontsOn(day) {
  let fronts = frontCache.get(day);
  if (!fronts) {
    fronts = (payload.fronts?.[day] ?? []).map(({ witness, parts, bands }) => ({
      witness,
      parts: parts.map(({ precision_m, line }) => ({ precision: precision_m, path: unpack(line) })),
      bands: bands.map((rings) => rings.map(unpack)),
    }));
    frontCache.set(day, fronts);
  }
  return fronts;
}

/** The fronts to be seen on a day, or in the scene of it. @param {string} day */
export const frontsShown = (day) => frontsOn(eveningShown(day));

export const isFrontShown = () => state.view !== 'week' && state.filters.layers.has('control');

/**
 * Take the tint back where nobody knows whose the ground was: most of it near the line, less further off.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
export function paintFrontBands(ctx, view) {
  ctx.globalCompositeOperation = 'destination-out';
  ctx.fillStyle = veil(COLOUR.neutral, LOOK.front.clears);
  for (const { bands } of frontsShown(view.day)) {
    for (const paths of bands) {
      ctx.beginPath();
      for (const path of paths) trace(ctx, path, view, true);
      ctx.fill('evenodd');
    }
  }
  ctx.globalCompositeOperation = 'source-over';
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
export function paintFrontLines(ctx, view) {
  paintFrontPaths(
    ctx,
    view,
    frontsShown(view.day).flatMap(({ parts }) => parts.map(({ path }) => path)),
  );
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {Path[]} paths
 */
export function paintFrontPaths(ctx, view, paths) {
  ctx.lineJoin = 'round';
  ctx.lineCap = 'butt';
  ctx.beginPath();
  for (const path of paths) trace(ctx, path, view, false);
  for (const [colour, width, dash] of /** @type {[string, number, number[]][]} */ ([
    [veil(COLOUR.paper, 0.8), 3.6, []],
    [COLOUR.neutral, 1.5, LOOK.front.dash],
  ])) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.setLineDash(dash);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

/** How well this day's front is known: its best and worst precision, in metres. */
export function frontPrecision() {
  const all = frontsShown(state.day).flatMap(({ parts }) => parts.map(({ precision }) => precision));
  return all.length ? [Math.min(...all), Math.max(...all)] : null;
}

/**
 * Say what the front is and how well it is known, for the key.
 * @returns {string}
 */
export function frontText() {
  const known = frontPrecision();
  if (!known) return t('front');
  const [least, most] = known.map(numberText);
  return t('front_known', { m: least === most ? least : t('from_to', { from: least, to: most }) });
}

/**
 * Name the front under the pointer, with its precision there and its witness.
 * @param {number} x world coordinate
 * @param {number} y world coordinate
 * @param {number} reach in world coordinates
 */
export function frontHint(x, y, reach) {
  if (!isFrontShown()) return null;
  for (const { witness, parts } of frontsShown(state.day)) {
    const part = parts.find(({ path }) => distanceToPath(path, x, y) <= reach);
    if (part) return t('front_hint', { m: numberText(part.precision), witness: witness[state.lang] });
  }
  return null;
}

/** The front of every evening, fine, over the ground tinted by the day of its fall.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
export function paintEveningFronts(ctx, view) {
  ctx.lineJoin = 'round';
  ctx.beginPath();
  for (const day of DAYS)
    for (const { parts } of frontsOn(day)) for (const { path } of parts) trace(ctx, path, view, false);
  for (const [colour, width] of /** @type {[string, number][]} */ ([
    [veil(COLOUR.paper, 0.85), 3.2],
    [COLOUR.advance, 1.4],
  ])) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke();
  }
}
