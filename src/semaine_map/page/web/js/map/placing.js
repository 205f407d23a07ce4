/* Where each mark stands on the canvas. */

import { eventsShown, statusShown } from '../core/filters.js';
import { worldX, worldY } from '../core/geometry.js';
import { kindLook } from '../core/look.js';
import { EVENTS, PLACES } from '../core/payload.js';
import { state } from '../core/state.js';
import { CROWD, markSizeIn } from './sizes.js';
import { spread } from './spread.js';

export const PLACE_X = Float64Array.from(PLACES.lon, worldX);
export const PLACE_Y = Float64Array.from(PLACES.lat, worldY);

/** For each place the first that stands on the same spot, itself or another. */
const SPOTS = (() => {
  /** @type {Map<string, number>} */
  const first = new Map();
  return PLACES.lon.map((lon, place) => {
    const spot = `${lon} ${PLACES.lat[place]}`;
    if (!first.has(spot)) first.set(spot, place);
    return first.get(spot) ?? place;
  });
})();

/** What lies on top where signs overlap: the dead and the fires over fights, fights over marches and orders. */
export const RANKS = Uint8Array.from(EVENTS.kind, (kind) => kindLook(kind).rank);

/**
 * The events of the shown day whose place is on the canvas: what was earlier first, today last.
 * @param {View} view
 * @returns {number[]}
 */
export function inSight(view) {
  // The view of all days is of the ground; signs come when asked for.
  if (state.view === 'week' && !state.signs) return [];
  const { own, ongoing, undated, before, after } = eventsShown(view.day);
  const room = 40;
  const west = (view.ox - room) / view.scale;
  const east = (view.ox + view.width + room) / view.scale;
  const north = (view.oy - room) / view.scale;
  const south = (view.oy + view.height + room) / view.scale;
  /** @type {number[]} */
  const seen = [];
  for (const group of [before, after, undated, ongoing, own]) {
    // A crowd is painted in one go, in the order of the chronicle.
    const ranked = group.length > CROWD ? group : [...group].sort((a, b) => RANKS[a] - RANKS[b] || a - b);
    for (const i of ranked) {
      const place = EVENTS.place[i];
      const x = PLACE_X[place];
      const y = PLACE_Y[place];
      if (x >= west && x <= east && y >= north && y <= south) seen.push(i);
    }
  }
  return seen;
}

/**
 * Spread events on the canvas, those of one place side by side; the last of them stands on the place itself.
 * @param {View} view
 * @param {number[]} order what is painted last lies on top
 * @returns {Mark[]}
 */
export function spreadOut(view, order) {
  /** @type {Map<number, number[]>} */
  const bySpot = new Map();
  for (const i of order) {
    const spot = SPOTS[EVENTS.place[i]];
    const same = bySpot.get(spot);
    // This day's own come last, so that they stand on the spot itself and the rest round them.
    if (same) same.unshift(i);
    else bySpot.set(spot, [i]);
  }
  const gap = markSizeIn(view) * (view.zoom < 13 ? 0.6 : 1.02);
  return order.map((i, z) => {
    const place = EVENTS.place[i];
    const same = bySpot.get(SPOTS[place]) ?? [i];
    const [dx, dy] = spread(same.indexOf(i), same.length, gap);
    const x = PLACE_X[place] * view.scale - view.ox + dx;
    const y = PLACE_Y[place] * view.scale - view.oy + dy;
    return { i, x, y, z, status: statusShown(i, view.day), size: 0, form: 'full' };
  });
}
