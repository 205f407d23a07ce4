/* The places that are named whatever happened there, and from how near. */

import { payload } from '../core/payload.js';
import { plain } from '../core/text.js';
import { PLACE_X, PLACE_Y } from '../map/placing.js';

/** @param {string} name */
export const keyOf = (name) => plain(name.split(/, | \(/)[0]);

/** Those named from afar first. */
export const landmarks = payload.landmarks.row.map((row, k) => ({
  name: payload.landmarks.name[k],
  from: payload.landmarks.zoom[k],
  x: PLACE_X[row],
  y: PLACE_Y[row],
}));
export const landmarkNames = new Set(landmarks.map(({ name }) => keyOf(name)));
