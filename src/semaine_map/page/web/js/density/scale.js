/* How strong a square is drawn: by size in grey, by tone in colour. */

import { LOOK } from '../core/look.js';
import { DENSITY } from '../core/payload.js';
import { metresPerPixel } from '../core/projection.js';

/** From few to many: the colours, and the share of the square’s width that each fills. */
export const DENSITY_COLOURS = LOOK.density.colours;
export const DENSITY_SHARES = LOOK.density.shares;

/**
 * The steps of the scale at a level: from how many events on a square is drawn a step stronger.
 * @param {number} level
 * @param {string} counted a day, or `week`
 */
export function stepsAt(level, counted) {
  const { level: finest, steps, week_steps } = /** @type {Density} */ (DENSITY);
  return (counted === 'week' ? week_steps : steps)[finest - level] ?? [1];
}

/**
 * Few steps use the whole range of tones.
 * @param {number} step
 * @param {number} steps
 */
export const toneOf = (step, steps) =>
  steps < 2 ? 2 : Math.round((step * (DENSITY_COLOURS.length - 1)) / (steps - 1));

/** How wide a square is on the ground, in metres. @param {number} level */
export const metresOf = (level) => Math.round(metresPerPixel(1) * (256 / 2 ** level));
