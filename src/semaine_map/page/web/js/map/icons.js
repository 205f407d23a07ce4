/* Small pictures for the key of what is no sign: the front, a column, a house. */

import { SVG_NS } from '../core/dom.js';
import { COLOUR, GROUND, LOOK, veil } from '../core/look.js';
import { textureOfPatch } from './texture.js';

/**
 * @param {string} viewBox
 * @param {number} width
 * @param {Record<string, string | number>[]} shapes each with its `tag`
 */
function picture(viewBox, width, shapes) {
  const svg = document.createElementNS(SVG_NS, 'svg');
  for (const [name, value] of Object.entries({
    viewBox,
    width,
    height: 20,
    'aria-hidden': 'true',
    class: 'sign',
  })) {
    svg.setAttribute(name, String(value));
  }
  for (const { tag, ...attributes } of shapes) {
    const shape = document.createElementNS(SVG_NS, String(tag));
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, String(value));
    svg.append(shape);
  }
  return svg;
}

export const frontIcon = () =>
  picture('0 0 44 20', 44, [
    { tag: 'rect', width: 44, height: 20, fill: LOOK.sides[0]?.seen ?? GROUND.block },
    { tag: 'rect', y: 3, width: 44, height: 14, fill: veil(COLOUR.paper, 0.6) },
    { tag: 'rect', y: 6.5, width: 44, height: 7, fill: COLOUR.paper },
    {
      tag: 'path',
      d: 'M0 10h44',
      fill: 'none',
      stroke: COLOUR.neutral,
      'stroke-width': 1.6,
      'stroke-dasharray': LOOK.front.dash.join(' '),
    },
  ]);

export const columnIcon = () =>
  picture('0 0 44 20', 44, [
    {
      tag: 'path',
      d: 'M2 13 Q16 6 29 7V2L43 10 29 18V13Q16 11 2 17z',
      fill: COLOUR.advance,
      'fill-opacity': 0.42,
    },
  ]);

/** A patch of the ground that a side holds, or of fought-over ground in the stripes of the sides. @param {string} side */
export function groundSwatch(side) {
  const swatch = document.createElement('span');
  swatch.className = 'swatch';
  const { stripes } = LOOK.contested;
  const bands = stripes.flatMap((colour, k) => [
    `${colour} ${6 * k}px ${6 * k + 3}px`,
    `transparent ${6 * k + 3}px ${6 * k + 6}px`,
  ]);
  const seen = LOOK.sides.find(({ code }) => code === side)?.seen;
  swatch.style.background = seen
    ? `${textureOfPatch(side)}${seen}`
    : `repeating-linear-gradient(135deg, ${bands.join(', ')}) ${GROUND.block}`;
  return swatch;
}

/** @param {boolean} burnt */
export const houseIcon = (burnt) =>
  picture('0 0 20 20', 20, [
    {
      tag: 'rect',
      x: burnt ? 5 : 6,
      y: burnt ? 5 : 6,
      width: burnt ? 10 : 8,
      height: burnt ? 10 : 8,
      fill: burnt ? COLOUR.fire : COLOUR.paper,
      stroke: burnt ? COLOUR.fire : COLOUR.damage,
      'stroke-width': 1.4,
    },
  ]);
