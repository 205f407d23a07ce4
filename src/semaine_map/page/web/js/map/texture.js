/* The texture of a side's ground, by which it is told from another in grey: lines that rise, that fall, or none. */

import { el } from '../core/dom.js';
import { LOOK, veil } from '../core/look.js';

/** From one line to the next, how wide it is, in pixels; and how strong. */
const RULED = { step: 7, width: 1, strength: 0.2 };

/** Which way the lines of a texture lie. @type {Record<string, number>} */
const SLOPES = { rules: 0, slants: 1 };

/** By side and density of the screen. @type {Map<string, CanvasPattern | null>} */
const patterns = new Map();

/** @param {string} side */
const sideTextured = (side) => LOOK.sides.find(({ code }) => code === side);

/**
 * The texture of a side's ground, pinned to the ground, else it would swim when the map is dragged.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {string} side
 */
export function textureOf(ctx, view, side) {
  const key = `${side} ${view.dpr}`;
  if (!patterns.has(key)) patterns.set(key, makePattern(ctx, view.dpr, side));
  const pattern = patterns.get(key) ?? null;
  pattern?.setTransform(
    new DOMMatrix().translate(-(view.ox % RULED.step), -(view.oy % RULED.step)).scale(1 / view.dpr),
  );
  return pattern;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} dpr
 * @param {string} code
 */
function makePattern(ctx, dpr, code) {
  const side = sideTextured(code);
  if (!side || !(side.texture in SLOPES)) return null;
  const { step, width, strength } = RULED;
  const tile = el('canvas');
  // A whole number of pixels, else the lines would be blurred where tiles meet.
  tile.width = Math.round(step * dpr);
  tile.height = Math.round(step * dpr);
  const pen = tile.getContext('2d');
  if (!pen) return null;
  pen.scale(tile.width / step, tile.height / step);
  pen.strokeStyle = veil(side.colour, strength);
  pen.lineWidth = width;
  const rise = SLOPES[side.texture] * step;
  for (const k of rise ? [-1, 0, 1] : [0]) {
    pen.beginPath();
    pen.moveTo(-1 + k * step, rise + 0.5 + (rise ? 1 : 0));
    pen.lineTo(step + 1 + k * step, 0.5 - (rise ? 1 : 0));
    pen.stroke();
  }
  return ctx.createPattern(tile, 'repeat');
}

/** The same for a patch of the key, over its tint; nothing for a side without. @param {string} code */
export function textureOfPatch(code) {
  const side = sideTextured(code);
  if (!side || !(side.texture in SLOPES)) return '';
  const angle = SLOPES[side.texture] ? '135deg' : '0deg';
  const { step, width, strength } = RULED;
  return `repeating-linear-gradient(${angle}, ${veil(side.colour, strength)} 0 ${width}px, transparent ${width}px ${step - 2}px), `;
}
