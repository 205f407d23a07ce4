/* Names written along their line: streets upright in roman, water in italic. */

import { pixelsOf, pointAlong } from '../core/geometry.js';
import { COLOUR } from '../core/look.js';
import { state } from '../core/state.js';
import { dateText } from '../core/words.js';
import { columnsShown } from '../map/columns.js';
import { HALO, isSeenWhole, LABEL_COLOUR, SERIF } from './lettering.js';

/** Letters are measured once in each font: a map of streets measures the same few thousands of times. @type {Map<string, Map<string, number>>} */
const letterWidths = new Map();

/**
 * The width of each letter of a name; a canvas takes long to tell its font, so it is asked once for all of them.
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} text
 */
function widthsOf(ctx, text) {
  const font = `${ctx.font} ${ctx.letterSpacing}`;
  const known = letterWidths.get(font) ?? new Map();
  letterWidths.set(font, known);
  return [...text].map((letter) => {
    const width = known.get(letter) ?? ctx.measureText(letter).width;
    known.set(letter, width);
    return width;
  });
}

/**
 * Lay a name out letter by letter along a line, centred on a length; null where the line bends too hard.
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} text
 * @param {{x: number, y: number, at: number}[]} points
 * @param {number} middle
 */
function layAlong(ctx, text, points, middle) {
  const widths = widthsOf(ctx, text);
  const width = widths.reduce((sum, one) => sum + one, 0);
  const start = middle - width / 2;
  if (start < 0 || middle + width / 2 > points[points.length - 1].at) return null;
  const first = pointAlong(points, start);
  const end = pointAlong(points, middle + width / 2);
  const backwards = end.x < first.x || (Math.abs(end.x - first.x) < 2 && end.y > first.y);
  let at = backwards ? middle + width / 2 : start;
  /** @type {{letter: string, x: number, y: number, angle: number}[]} */
  const letters = [];
  let before = Number.NaN;
  for (const [k, letter] of [...text].entries()) {
    const half = widths[k] / 2;
    const place = pointAlong(points, at + (backwards ? -half : half));
    const angle = backwards ? place.angle + Math.PI : place.angle;
    const turn = Math.abs(((angle - before + 3 * Math.PI) % (2 * Math.PI)) - Math.PI);
    if (turn > 0.55) return null;
    before = angle;
    letters.push({ letter, x: place.x, y: place.y, angle });
    at += backwards ? -widths[k] : widths[k];
  }
  return letters;
}

/**
 * The room that letters take, every other one of them being enough.
 * @param {{x: number, y: number}[]} letters
 * @param {number} size
 */
const boxesOf = (letters, size) =>
  letters
    .filter((_, k) => k % 2 === 0 || k === letters.length - 1)
    .map(({ x, y }) => ({ x: x - size * 0.62, y: y - size * 0.62, w: size * 1.24, h: size * 1.24 }));

/**
 * Shift letters off their line, to the side that is below for a reader.
 * @param {{letter: string, x: number, y: number, angle: number}[]} letters
 * @param {number} by
 */
const below = (letters, by) =>
  letters.map(({ letter, x, y, angle }) => ({
    letter,
    x: x - Math.sin(angle) * by,
    y: y + Math.cos(angle) * by,
    angle,
  }));

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {{letter: string, x: number, y: number, angle: number}[]} letters
 * @param {string} colour
 */
function writeLetters(ctx, letters, colour) {
  for (const pass of ['halo', 'fill']) {
    for (const { letter, x, y, angle } of letters) {
      ctx.save();
      ctx.translate(x, y);
      ctx.rotate(angle);
      if (pass === 'halo') {
        ctx.strokeStyle = HALO;
        ctx.lineWidth = 3;
        ctx.strokeText(letter, 0, 0);
      } else {
        ctx.fillStyle = colour;
        ctx.fillText(letter, 0, 0);
      }
      ctx.restore();
    }
  }
}

/** @typedef {{letter: string, x: number, y: number, angle: number}[]} Letters */

/** @param {number} size that of the name above */
const secondFont = (size) => `italic ${size - 1.5}px ${SERIF}`;

/**
 * Lay out a second name, smaller, beneath one along the same line.
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} text
 * @param {{x: number, y: number, at: number}[]} points
 * @param {number} middle
 * @param {number} size that of the name above
 * @returns {Letters}
 */
function layUnder(ctx, text, points, middle, size) {
  const { font } = ctx;
  ctx.font = secondFont(size);
  const letters = layAlong(ctx, text, points, middle);
  ctx.font = font;
  return letters ? below(letters, size * 1.02) : [];
}

/**
 * The lengths along a line in the middle of which a name may stand: of the part in sight, its middle first.
 * @param {{x: number, y: number, at: number}[]} points
 * @param {View} view
 */
function middlesInSight(points, { width, height, pad: [left, top] }) {
  const length = points[points.length - 1]?.at ?? 0;
  const isOut = (/** @type {{x: number, y: number}} */ { x, y }) =>
    x < left || y < top || x > width - left || y > height - top;
  /** @type {[number, number][]} */
  const runs = points.some(isOut) ? [] : [[0, length]];
  const step = Math.max(12, length / 400);
  for (let at = 0; at <= length && points.some(isOut); at += step) {
    if (isOut(pointAlong(points, at))) continue;
    const run = runs[runs.length - 1];
    if (run && at - run[1] <= step * 1.5) run[1] = at;
    else runs.push([at, at]);
  }
  return runs
    .sort((a, b) => b[1] - b[0] - (a[1] - a[0]))
    .flatMap(([from, to]) => [0.5, 0.32, 0.68, 0.2, 0.8].map((share) => from + (to - from) * share));
}

/**
 * Where a name may stand along its line, each place laid out when it is asked for.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {{x: number, y: number, at: number}[]} points
 * @param {{text: string, size: number, shifts: number[]}} name
 */
function* standsAlong(ctx, view, points, { text, size, shifts }) {
  for (const middle of middlesInSight(points, view)) {
    const laid = layAlong(ctx, text, points, middle);
    for (const by of laid ? shifts : []) {
      const letters = by ? below(laid ?? [], by * size) : (laid ?? []);
      const boxes = boxesOf(letters, size);
      if (boxes.every((box) => isSeenWhole(box, view))) yield { middle, letters, boxes };
    }
  }
}

/**
 * Write a name along the longest fitting stretch of its line: rather with today's name beneath than without, and
 * rather clear of what is past than over it.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {import('./boxes.js').Boxes} taken
 * @param {{text: string, path: Path, size: number, colour: string, under?: string, shifts?: number[]}} name
 *   `shifts`: how far beside its line the name may stand, in its own heights
 */
export function nameLine(ctx, view, taken, { text, path, size, colour, under, shifts = [0] }) {
  const points = pixelsOf(path, view);
  const length = points[points.length - 1]?.at ?? 0;
  if (length < ctx.measureText(text).width + size) return false;
  /** @type {{letters: Letters, second: Letters, boxes: Box[], rank: number} | null} */
  let best = null;
  for (const { middle, letters, boxes } of standsAlong(ctx, view, points, { text, size, shifts })) {
    if (best?.rank === 0) break;
    if (!taken.areFree(boxes)) continue;
    const second = under ? layUnder(ctx, under, points, middle, size) : [];
    const beneath = boxesOf(second, size - 1.5);
    const isFit =
      beneath.length > 0 && beneath.every((box) => isSeenWhole(box, view)) && taken.areFree(beneath);
    const all = isFit ? boxes.concat(beneath) : boxes;
    const rank = (under && !isFit ? 2 : 0) + (taken.areFree(all, true) ? 0 : 1);
    if (!best || rank < best.rank) best = { letters, second: isFit ? second : [], boxes: all, rank };
  }
  if (!best) return false;
  for (const box of best.boxes) {
    taken.take(box);
    taken.names?.take(box);
  }
  writeLetters(ctx, best.letters, colour);
  const { font } = ctx;
  ctx.font = secondFont(size);
  writeLetters(ctx, best.second, LABEL_COLOUR.faint);
  ctx.font = font;
  return true;
}

/**
 * Write each column's name along it, once for each name and day; from afar, or where there is no room, only who led it.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {import('../labels/boxes.js').Boxes} boxes
 */
export function nameColumns(ctx, view, boxes) {
  if (state.view === 'week' && view.zoom < 13) return;
  const size = view.zoom < 13 ? 11 : 12;
  ctx.font = `italic 600 ${size}px ${SERIF}`;
  /** @type {Set<string>} */
  const done = new Set();
  for (const { name: named, day, path } of columnsShown(view.day)) {
    const name = named[state.lang];
    const short = name.split(' (')[0];
    for (const full of view.zoom < 14 ? [short] : [name, short]) {
      const text = state.view === 'week' ? `${full}, ${dateText(day)}` : full;
      if (done.has(text) && view.zoom < 13) break;
      const name_ = { text, path, size, colour: COLOUR.advance, shifts: [-0.85, 0.85, 0] };
      if (!nameLine(ctx, view, boxes, name_)) continue;
      done.add(text);
      break;
    }
  }
}
