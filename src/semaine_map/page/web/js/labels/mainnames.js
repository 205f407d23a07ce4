/* From afar the weightiest of the main events say what they are. */

import { el } from '../core/dom.js';
import { EVENTS, PLACES } from '../core/payload.js';
import { titleOf } from '../core/words.js';
import { middlesOfArrondissements } from './areas.js';
import { shared } from './boxes.js';
import { isSeenWhole, LABEL_COLOUR, SANS } from './lettering.js';
import { writeSpot } from './spots.js';

/** So many say it on the whole of a city in a window of so many pixels; from nearer all full signs do. */
const SAID = { wide: 6, narrow: 3, window: 700, all: 13.25 };

const TYPE = { size: 11.5, lead: 13.2, font: `600 11.5px ${SANS}` };

/** A number of an arrondissement is worth so many small signs to a name that looks for room. */
const NUMBER_WEIGHS = 6;

/** No line is longer than this, in letters. */
const LONGEST_LINE = 20;

/** @type {CanvasRenderingContext2D | null} */
let measuring = null;

/** @param {string} text */
function widthIn(text) {
  measuring ??= el('canvas').getContext('2d');
  if (!measuring) return text.length * TYPE.size * 0.6;
  measuring.font = TYPE.font;
  return measuring.measureText(text).width;
}

/**
 * Place the names of full signs, the weightiest first, each where it lies on no other sign.
 * @param {View} view
 * @param {Mark[]} full
 * @param {Box[]} taken
 * @param {Box[]} rather what a name had better not lie on
 * @returns {MainName[]}
 */
export function placeNames(view, full, taken, rather) {
  const most = view.zoom >= SAID.all ? full.length : view.width > SAID.window ? SAID.wide : SAID.narrow;
  const numbers = middlesOfArrondissements(view);
  /** @type {MainName[]} */
  const names = [];
  for (const mark of [...full].sort((a, b) => EVENTS.weight[b.i] - EVENTS.weight[a.i])) {
    if (names.length >= most) break;
    const name = nameOf(view, mark, [...taken, ...names.map(({ box }) => box)], rather, numbers);
    if (name) names.push(name);
  }
  return names;
}

/** Its title in a line or two where that is short, else the name of its place; none where that is long too. @param {number} i */
function linesOf(i) {
  const texts = [titleOf(i), PLACES.name_then[EVENTS.place[i]].split(/, | \(/)[0]];
  return texts.map(inLines).find((lines) => lines.length <= 2) ?? [];
}

/** @param {string} text */
function inLines(text) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    if (last >= 0 && `${lines[last]} ${word}`.length <= LONGEST_LINE) lines[last] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * Where the name of a sign may stand: beside it, under it, over it, at its corners.
 * @param {View} view
 * @param {Mark} mark
 * @param {Box[]} taken
 * @param {Box[]} rather
 * @param {Box[]} numbers
 * @returns {MainName | null}
 */
function nameOf(view, { i, x, y, size }, taken, rather, numbers) {
  const lines = linesOf(i);
  if (!lines.length) return null;
  const w = Math.max(...lines.map(widthIn)) + 4;
  const h = lines.length * TYPE.lead + 2;
  const [beside, above] = [size / 2 + w / 2 + 1, size / 2 + h / 2];
  const met = (/** @type {Box[]} */ boxes, /** @type {Box} */ box) =>
    boxes.filter((other) => shared(box, other) > 0).length;
  /** @type {MainName | null} */
  let best = null;
  let least = Infinity;
  for (const [dx, dy] of [
    [beside, 0],
    [-beside, 0],
    [beside, above * 0.6],
    [beside, -above * 0.6],
    [-beside, above * 0.6],
    [-beside, -above * 0.6],
    [0, above],
    [0, -above],
  ]) {
    const box = { x: x + dx - w / 2, y: y + dy - h / 2, w, h };
    if (!isSeenWhole(box, view) || taken.some((other) => shared(box, other) > 0)) continue;
    const hidden = met(rather, box) + NUMBER_WEIGHS * met(numbers, box);
    if (hidden >= least) continue;
    least = hidden;
    best = { lines, box, side: dx > 0 ? 'left' : dx < 0 ? 'right' : 'center' };
  }
  return best;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {MainName[]} names
 */
export function writeMainNames(ctx, names) {
  ctx.font = TYPE.font;
  for (const { lines, box, side } of names) {
    ctx.textAlign = side;
    const x = side === 'left' ? box.x + 2 : side === 'right' ? box.x + box.w - 2 : box.x + box.w / 2;
    for (const [n, line] of lines.entries())
      writeSpot(ctx, line, x, box.y + 1 + (n + 0.5) * TYPE.lead, LABEL_COLOUR.great);
  }
  ctx.textAlign = 'center';
}
