/* What each thing looks like, as Python resolved it for this record: no colour, sign or side is known here. */

import { EVENTS, KINDS_MET, payload } from './payload.js';

export const LOOK = payload.look;
export const COLOUR = LOOK.colours;
export const GROUND = LOOK.basemap;

/** Every kind that the record has, in the order of the vocabulary. */
export const ALL_KINDS = Object.keys(LOOK.kinds).filter((kind) => KINDS_MET.has(kind));

/** @param {string} kind */
export const kindLook = (kind) => LOOK.kinds[kind] ?? LOOK.kinds.decision;

/** The layer that switches a kind. @param {string} kind */
export const layerOf = (kind) => kindLook(kind).layer;

/** @param {Status} status */
export const statusLook = (status) => LOOK.statuses[status || 'today'];

/** @param {number} i */
export const colourOf = (i) => LOOK.looks[EVENTS.look[i]].colour;

/**
 * The sign and colour of an event as it stands on a day.
 * @param {number} i
 * @param {Status} status
 * @returns {Look}
 */
export function lookOf(i, status) {
  const { sign, colour, by_status } = LOOK.looks[EVENTS.look[i]];
  return { sign: by_status[status] ?? sign, colour };
}

/**
 * A colour through which the ground shows.
 * @param {string} colour
 * @param {number} strength from 0 to 1
 */
export const veil = (colour, strength) =>
  `${colour}${Math.round(255 * strength)
    .toString(16)
    .padStart(2, '0')}`;
