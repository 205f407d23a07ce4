/* A record of very many events comes counted: so many of each kind in each square on each day. Here the squares are
   read, and added up to larger ones for views from afar. */

import { worldX, worldY } from '../core/geometry.js';
import { layerOf } from '../core/look.js';
import { DENSITY } from '../core/payload.js';
import { squareAt, squareNamed } from '../core/squares.js';
import { state } from '../core/state.js';

/** What the counts are of on a day: the week, which the page of one day does not have, or that day. @param {string} day */
export const countedOn = (day) => (state.view === 'week' && DENSITY?.layers.week ? 'week' : day);

/** What the counts are of now. */
export const countedNow = () => countedOn(state.day);

/** @typedef {{x: Uint32Array, y: Uint32Array, kinds: Uint32Array, counts: Uint32Array}} Entries */
/** @typedef {{level: number, west: number, north: number, columns: number, rows: number, counts: Uint32Array}} Sums */

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const DIGIT_OF = new Uint8Array(128);
for (let n = 0; n < DIGITS.length; n += 1) DIGIT_OF[DIGITS.charCodeAt(n)] = n;

/**
 * Read whole numbers: digits to the base of 32, the last of each number among the first 32 letters.
 * @param {string} text
 */
function numbersIn(text) {
  const numbers = new Uint32Array(text.length);
  let length = 0;
  let value = 0;
  for (let n = 0; n < text.length; n += 1) {
    const digit = DIGIT_OF[text.charCodeAt(n)];
    value = value * 32 + (digit & 31);
    if (digit > 31) continue;
    numbers[length] = value;
    length += 1;
    value = 0;
  }
  return numbers.subarray(0, length);
}

/** @type {Map<string, Entries>} */
const entriesRead = new Map();

/** The entries of a day or of the week, in squares from the north-west. @param {string} name @returns {Entries} */
function entriesOf(name) {
  let read = entriesRead.get(name);
  if (!read) {
    const { columns, layers } = /** @type {Density} */ (DENSITY);
    const layer = layers[name];
    const steps = numbersIn(layer.squares);
    const x = new Uint32Array(steps.length);
    const y = new Uint32Array(steps.length);
    let square = 0;
    for (let n = 0; n < steps.length; n += 1) {
      square += steps[n];
      y[n] = Math.floor(square / columns);
      x[n] = square - y[n] * columns;
    }
    read = { x, y, kinds: numbersIn(layer.kinds), counts: numbersIn(layer.counts) };
    entriesRead.set(name, read);
  }
  return read;
}

/** Which kinds pass the layers and kinds chosen, by their place in the list. */
function kindsPassing() {
  const { kinds, layers } = state.filters;
  return (DENSITY?.kinds ?? []).map((kind) => layers.has(layerOf(kind)) && (!kinds || kinds.has(kind)));
}

/** So many sums are kept: each day of the week at two distances. */
const MOST_SUMS = 20;

/** @type {Map<string, Sums>} */
const sumsKept = new Map();

/**
 * Add up the squares of a day, or of the week, to those of a level.
 * @param {string} name
 * @param {number} level
 * @returns {Sums}
 */
export function sumsOf(name, level) {
  const passing_ = kindsPassing();
  const key = `${name} ${level} ${passing_.map(Number).join('')}`;
  let sums = sumsKept.get(key);
  if (!sums) {
    if (sumsKept.size >= MOST_SUMS) sumsKept.delete(sumsKept.keys().next().value ?? '');
    sums = addUp(entriesOf(name), level, passing_);
    sumsKept.set(key, sums);
  }
  return sums;
}

/**
 * @param {Entries} entries
 * @param {number} level
 * @param {boolean[]} passing_
 * @returns {Sums}
 */
function addUp({ x, y, kinds, counts }, level, passing_) {
  const grid = /** @type {Density} */ (DENSITY);
  const away = grid.level - level;
  const west = grid.west >>> away;
  const north = grid.north >>> away;
  const columns = ((grid.west + grid.columns - 1) >>> away) - west + 1;
  const rows_ = ((grid.north + grid.rows - 1) >>> away) - north + 1;
  const sums = new Uint32Array(columns * rows_);
  for (let n = 0; n < x.length; n += 1) {
    if (!passing_[kinds[n]]) continue;
    const column = ((grid.west + x[n]) >>> away) - west;
    sums[(((grid.north + y[n]) >>> away) - north) * columns + column] += counts[n];
  }
  return { level, west, north, columns, rows: rows_, counts: sums };
}

/**
 * The level whose squares are 8 to 16 pixels wide, or the finest that there is.
 * @param {number} zoom
 */
export const levelAt = (zoom) => Math.min(/** @type {Density} */ (DENSITY).level, Math.floor(zoom + 5));

/** Events in a square now, of the kinds chosen. @param {Square} square */
export function countIn({ level, column, row }) {
  const { west, north, columns, rows: rows_, counts } = sumsOf(countedNow(), level);
  const x = column - west;
  const y = row - north;
  return x < 0 || y < 0 || x >= columns || y >= rows_ ? 0 : counts[y * columns + x];
}

/**
 * Events in a square by kind, the most first, of the kinds chosen.
 * @param {Square} square
 * @returns {[string, number][]}
 */
export function kindsIn({ level, column, row }) {
  const grid = /** @type {Density} */ (DENSITY);
  const { x, y, kinds, counts } = entriesOf(countedNow());
  const away = grid.level - level;
  const passing_ = kindsPassing();
  const found = grid.kinds.map(() => 0);
  for (let n = 0; n < x.length; n += 1) {
    const isHere = (grid.west + x[n]) >>> away === column && (grid.north + y[n]) >>> away === row;
    if (isHere && passing_[kinds[n]]) found[kinds[n]] += counts[n];
  }
  return byCount(grid.kinds, found);
}

/**
 * Pair names with numbers, the largest first, without the empty.
 * @param {string[]} names
 * @param {number[]} counts
 * @returns {[string, number][]}
 */
export const byCount = (names, counts) =>
  names
    .map((name, n) => /** @type {[string, number]} */ ([name, counts[n]]))
    .filter(([, count]) => count)
    .sort((a, b) => b[1] - a[1]);

/**
 * The densest squares of those in sight, the densest first.
 * @param {L.LatLngBounds} bounds
 * @param {number} zoom
 * @param {number} most
 * @returns {[Square, number][]}
 */
export function densestSquares(bounds, zoom, most) {
  const { level, west, north, columns, counts } = sumsOf(countedNow(), levelAt(zoom));
  const first = squareAt(worldX(bounds.getWest()), worldY(bounds.getNorth()), level);
  const last = squareAt(worldX(bounds.getEast()), worldY(bounds.getSouth()), level);
  /** @type {[Square, number][]} */
  const found = [];
  counts.forEach((count, n) => {
    const row = north + Math.floor(n / columns);
    const column = west + (n % columns);
    const isSeen =
      column >= first.column && column <= last.column && row >= first.row && row <= last.row && count > 0;
    if (!isSeen || (found.length === most && count <= found[most - 1][1])) return;
    if (found.length === most) found.pop();
    const at = found.findIndex(([, other]) => other < count);
    found.splice(at < 0 ? found.length : at, 0, [{ level, column, row }, count]);
  });
  return found;
}

/**
 * Events of the day, or of the week, by arrondissement and kind; other kinds than those chosen are left out.
 * @returns {number[][]} rows by the number of the arrondissement, 0 outside the city
 */
export function tableNow() {
  const passing_ = kindsPassing();
  const { layers } = /** @type {Density} */ (DENSITY);
  return layers[countedNow()].table.map((row) => row.map((count, kind) => (passing_[kind] ? count : 0)));
}

/** @param {number[]} numbers */
export const sumOf = (numbers) => numbers.reduce((sum, one) => sum + one, 0);

/** @type {() => Square | null} */
export const chosenSquare = () =>
  state.square === null ? null : squareNamed(state.square, DENSITY?.level ?? -1);
