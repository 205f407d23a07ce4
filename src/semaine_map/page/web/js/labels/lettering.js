/* The letters of the map. */

import { COLOUR, LOOK, veil } from '../core/look.js';

export const SERIF =
  '"Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", "P052", Georgia, serif';

export const SANS = 'system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif';

export const HALO = veil(COLOUR.paper, 0.88);

export const LABEL_COLOUR = LOOK.names;

/**
 * A name cut by the edge of the window is worse than none.
 * @param {Box} box
 * @param {View} view
 */
export function isSeenWhole({ x, y, w, h }, { width, height, pad: [left, top] }) {
  return x >= left && y >= top && x + w <= width - left && y + h <= height - top;
}
