/* How strong a square is drawn: by size in grey, by tone in colour. */

import { DENSITY } from '../core/payload.js';
import { metresPerPixel } from '../core/projection.js';

/** From few to many; each is told from the paper by more than three to one. */
export const DENSITY_INKS = ['#a9763d', '#98562f', '#813a2e', '#662331', '#48142f', '#270b22'];

/** Share of the square’s width that is filled; between the fullest the ground still shows. */
export const DENSITY_SHARES = [0.36, 0.48, 0.6, 0.72, 0.82, 0.9];

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
export const inkStep = (step, steps) =>
  steps < 2 ? 2 : Math.round((step * (DENSITY_INKS.length - 1)) / (steps - 1));

/** How wide a square is on the ground, in metres. @param {number} level */
export const metresOf = (level) => Math.round(metresPerPixel(1) * (256 / 2 ** level));
