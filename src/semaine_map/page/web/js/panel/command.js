/* What the terminal is told to get the same rows. */

import { CERTAINTIES } from '../core/filters.js';
import { layerOf } from '../core/look.js';
import { KINDS_MET } from '../core/payload.js';
import { state } from '../core/state.js';

/**
 * West, south, east and north in degrees, with five decimals as in the record.
 * @param {L.LatLngBounds | null} bounds
 */
export const boxOf = (bounds) =>
  bounds === null
    ? [-180, -90, 180, 90]
    : [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((degrees) =>
        Number(degrees.toFixed(5)),
      );

/**
 * What the terminal is told to get the same rows, of all the ground or of a box: west, south, east, north.
 * @param {number[] | null} box_
 */
export function commandNow(box_) {
  const { certainty, source, actor, arrondissement, kinds, layers } = state.filters;
  const known = [...KINDS_MET].sort();
  const chosen = known.filter((kind) => layers.has(layerOf(kind)) && (!kinds || kinds.has(kind)));
  /** @type {[string, (string | number)[]][]} */
  const words = [
    ['day', state.view === 'week' ? [] : [state.day]],
    ['part', state.view === 'week' || state.part === null ? [] : [state.part]],
    ['kind', chosen.length === known.length ? [] : chosen],
    ['arrondissement', arrondissement === null ? [] : [arrondissement]],
    ['certainty', certainty === 'all' ? [] : [...CERTAINTIES[certainty]]],
    ['source', source === null ? [] : [source]],
    ['actor', actor === null ? [] : [actor]],
    ['bbox', box_ === null ? [] : [box_.join()]],
  ];
  // Joined by a sign, a box west of Greenwich is not taken for an option of its own.
  const join = (/** @type {string} */ name) => (name === 'bbox' ? '=' : ' ');
  return [
    'semaine-map export',
    ...words.flatMap(([name, values]) => values.map((one) => `--${name}${join(name)}${one}`)),
  ].join(' ');
}
