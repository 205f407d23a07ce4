/* The places that are named whatever happened there, and from how near. */

import { PLACES, payload } from '../core/payload.js';
import { metresPerPixel } from '../core/projection.js';
import { plain } from '../core/words.js';
import { ground } from '../map/ground.js';
import { PLACE_X, PLACE_Y } from '../map/placing.js';

/** Landmarks by the zoom from which they are named. @type {Record<string, number>} */
const LANDMARK_ZOOM = {
  fort: 11.5,
  cemetery: 13.25,
  park: 12.75,
  island: 13,
  gate: 13,
  station: 13.25,
  palace: 13.25,
  square: 13.5,
  monument: 14,
  ministry: 14.25,
  theatre: 14.5,
  prison: 14,
  church: 14.25,
  mairie: 14.5,
  hospital: 14.5,
  barracks: 14.5,
  bridge: 14.75,
  store: 15,
};

/** @param {string} name */
export const keyOf = (name) => plain(name.split(/, | \(/)[0]);

/** Parks and cemeteries that a city is known by; a square of trees is named from nearer. */
const greatGreens = new Set(
  ground.green
    .filter(
      ({ bounds: [west, north, east, south] }) =>
        (east - west) * (south - north) * metresPerPixel(1) ** 2 > 8e4,
    )
    .map(({ n = '' }) => keyOf(n)),
);

/** @param {number} row */
function landmarkZoom(row) {
  const kind = PLACES.kind[row];
  const isGreen = kind === 'park' || kind === 'cemetery';
  return isGreen && !greatGreens.has(keyOf(PLACES.name_1871[row])) ? 14.25 : (LANDMARK_ZOOM[kind] ?? 15);
}

/** Said in relation to another: no landmark by itself. */
const RELATIVE = /^(Derrière|Devant|Près|Abords|Entre|Autour|Vers|Côté|Tranchées|Fossés|Serres|Terrasses?) /;

/** A bare kind tells nothing. */
const BARE = /^(Jardin|Square|Place|Cimetière|Église|Gare|Fort)$/;

/** Landmarks under a short name, each once; a spot in a park or a cemetery is not another one. */
export const landmarks = (() => {
  const seen = new Set();
  return (payload.landmarks ?? [])
    .filter((row) => !(/^(park|cemetery)$/.test(PLACES.kind[row]) && PLACES.name_1871[row].includes(', ')))
    .map((row) => ({
      name: PLACES.name_1871[row].split(PLACES.kind[row] === 'cemetery' ? ', ' : /, | \(/)[0],
      from: landmarkZoom(row),
      x: PLACE_X[row],
      y: PLACE_Y[row],
    }))
    .sort((a, b) => a.from - b.from || a.name.length - b.name.length)
    .filter(({ name: short }) => {
      const isNew = short && !RELATIVE.test(short) && !seen.has(keyOf(short));
      seen.add(keyOf(short));
      return isNew && !BARE.test(short);
    });
})();
export const landmarkNames = new Set(landmarks.map(({ name }) => keyOf(name)));
