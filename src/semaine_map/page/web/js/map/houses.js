/* Burned and damaged houses, one small square each: filled where burnt, hollow and quiet where only damaged. */

import { worldX, worldY } from '../core/geometry.js';
import { COLOUR, veil } from '../core/look.js';
import { EVENTS, HOUSE_INDEX, HOUSES } from '../core/payload.js';
import { state } from '../core/state.js';
import { t } from '../core/words.js';
import { paintCircle, paintRing } from './rings.js';

export const HOUSE_X = Float64Array.from(HOUSES.lon, worldX);
export const HOUSE_Y = Float64Array.from(HOUSES.lat, worldY);

/** @param {number} k */
export const isBurnt = (k) => HOUSES.status[k] !== 'damaged';

/**
 * Write an address as the French do: "52, rue de Lille".
 * @param {number} k
 * @param {string} [name]
 */
export function houseAddress(k, name = HOUSES.name[k]) {
  const number = HOUSES.number[k];
  if (!number) return name;
  const street = name.replace(/^\d+ /, '');
  return `${number}, ${street.charAt(0).toLocaleLowerCase('fr')}${street.slice(1)}`;
}

/** From the day of its fire on; what the register does not date stands on every day. @param {number} k @param {string} day */
function isHouseShown(k, day) {
  const event = HOUSES.event[k];
  return event === null || state.view === 'week' || EVENTS.step[event] <= day;
}

/** @param {number} zoom */
const areHousesShown = (zoom) =>
  zoom >= 13.75 && state.filters.layers.has('houses') && (state.view !== 'week' || state.signs);

/** @param {View} view */
const houseSide = (view) => Math.max(3.5, Math.min(10, 7 / view.metres + 2));

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
export function paintHouses(ctx, view) {
  const chosen = state.house === null ? -1 : (HOUSE_INDEX.get(state.house) ?? -1);
  const all = areHousesShown(view.zoom);
  if (!all && chosen < 0) return;
  const side = houseSide(view);
  if (chosen >= 0) {
    const [x, y] = [HOUSE_X[chosen] * view.scale - view.ox, HOUSE_Y[chosen] * view.scale - view.oy];
    paintCircle(ctx, x, y, HOUSES.uncertainty_m[chosen] / view.metres);
    paintRing(ctx, x, y, side * 1.4, 2);
  }
  for (const burnt of [false, true]) {
    ctx.strokeStyle = burnt ? COLOUR.fire : COLOUR.damage;
    ctx.fillStyle = burnt ? COLOUR.fire : veil(COLOUR.paper, 0.75);
    ctx.globalAlpha = burnt ? 0.9 : 0.75;
    ctx.lineWidth = 1;
    const w = burnt ? side : side * 0.8;
    for (let k = 0; k < HOUSES.id.length; k += 1) {
      if (isBurnt(k) !== burnt || (k !== chosen && !(all && isHouseShown(k, view.day)))) continue;
      const x = HOUSE_X[k] * view.scale - view.ox;
      const y = HOUSE_Y[k] * view.scale - view.oy;
      if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
      ctx.fillRect(x - w / 2, y - w / 2, w, w);
      if (!burnt) ctx.strokeRect(x - w / 2, y - w / 2, w, w);
    }
  }
  ctx.globalAlpha = 1;
}

/**
 * List the houses under the pointer, the nearest first, if houses are shown.
 * @param {number} x world coordinate
 * @param {number} y world coordinate
 * @param {number} reach in world coordinates
 * @param {number} zoom
 */
export function housesAt(x, y, reach, zoom) {
  if (!areHousesShown(zoom)) return [];
  /** @type {[number, number][]} */
  const near = [];
  for (let k = 0; k < HOUSES.id.length; k += 1) {
    const away = Math.max(Math.abs(HOUSE_X[k] - x), Math.abs(HOUSE_Y[k] - y));
    if (away <= reach && isHouseShown(k, state.day)) near.push([away, k]);
  }
  return near.sort(([a, j], [b, k]) => a - b || j - k).map(([, k]) => k);
}

/** @param {number} k */
export function houseHint(k) {
  return [houseAddress(k), t(`house_${HOUSES.status[k]}`), HOUSES.named[k]].filter(Boolean).join(' – ');
}
