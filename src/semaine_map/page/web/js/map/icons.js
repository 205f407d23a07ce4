/* Small pictures for the key of what is no sign: the front, a column, a house. */

import { SVG_NS } from '../core/dom.js';
import { FRONT_DASH } from './front.js';
import { HOUSE_INK } from './houses.js';
import { INK } from './signs.js';

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
    { tag: 'rect', width: 44, height: 20, fill: '#ddbfae' },
    { tag: 'rect', y: 3, width: 44, height: 14, fill: '#efe6d8' },
    { tag: 'rect', y: 6.5, width: 44, height: 7, fill: '#f6f1e7' },
    {
      tag: 'path',
      d: 'M0 10h44',
      fill: 'none',
      stroke: INK.neutral,
      'stroke-width': 1.6,
      'stroke-dasharray': FRONT_DASH.join(' '),
    },
  ]);

export const columnIcon = () =>
  picture('0 0 44 20', 44, [
    {
      tag: 'path',
      d: 'M2 14 18 9l14 1',
      fill: 'none',
      stroke: INK.versailles,
      'stroke-width': 2.6,
      'stroke-linecap': 'round',
    },
    { tag: 'path', d: 'M43 10.500 30 5l3 5.200-3.200 5z', fill: INK.versailles },
  ]);

/** @param {boolean} burnt */
export const houseIcon = (burnt) =>
  picture('0 0 20 20', 20, [
    {
      tag: 'rect',
      x: burnt ? 5 : 6,
      y: burnt ? 5 : 6,
      width: burnt ? 10 : 8,
      height: burnt ? 10 : 8,
      fill: burnt ? HOUSE_INK.burnt : INK.paper,
      stroke: burnt ? HOUSE_INK.burnt : HOUSE_INK.damaged,
      'stroke-width': 1.4,
    },
  ]);
