/* A net of meridians and parallels over the map, for those who read coordinates; off until asked for. */

import { el } from '../core/dom.js';
import { GROUND } from '../core/look.js';
import { payload } from '../core/payload.js';
import { map } from './map.js';

const DEGREE_STEP = { lon: 0.02, lat: 0.01 };

/** @type {L.LayerGroup | null} */
let graticule = null;

export const isGraticuleShown = () => graticule !== null && map.hasLayer(graticule);

/** @param {boolean} shown */
export function showGraticule(shown) {
  graticule ??= makeGraticule();
  if (shown) graticule.addTo(map);
  else graticule.remove();
}

function makeGraticule() {
  const [[south, west], [north, east]] = payload.bounds;
  /** @type {L.Layer[]} */
  const parts = [];
  for (const lon of degreesBetween(west, east, DEGREE_STEP.lon)) {
    parts.push(...degreeLine([south, lon], [north, lon], `${lon.toFixed(2)}° E`));
  }
  for (const lat of degreesBetween(south, north, DEGREE_STEP.lat)) {
    parts.push(...degreeLine([lat, west], [lat, east], `${lat.toFixed(2)}° N`));
  }
  return L.layerGroup(parts);
}

/**
 * @param {number} low
 * @param {number} high
 * @param {number} step
 */
function degreesBetween(low, high, step) {
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, k) => (first + k) * step);
}

/**
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @param {string} text
 * @returns {L.Layer[]}
 */
function degreeLine(from, to, text) {
  const line = L.polyline([from, to], { color: GROUND.wall, weight: 0.8, opacity: 0.7, interactive: false });
  const content = el('span', { text });
  const name = L.tooltip(to, { content, permanent: true, direction: 'center', className: 'degree' });
  return [line, name];
}
