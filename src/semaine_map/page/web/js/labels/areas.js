/* Names of the arrondissements and the quartiers. */

import { crossingsAt, isInView, worldX, worldY } from '../core/geometry.js';
import { payload } from '../core/payload.js';
import { state } from '../core/state.js';
import { districtShort } from '../core/words.js';
import { arrondissementPaths } from '../map/ground.js';
import { isSeenWhole, LABEL_COLOUR, SERIF } from './lettering.js';
import { nameSpot, writeSpot } from './spots.js';

/** Where a great name may stand, in half its heights from its place, nearest first. */
const AROUND = Array.from({ length: 29 * 29 }, (_, k) => [(k % 29) - 14, Math.floor(k / 29) - 14])
  .filter(([x, y]) => x * x + y * y <= 14 * 14)
  .sort(([ax, ay], [bx, by]) => ax * ax + ay * ay - (bx * bx + by * by));

/** Arrondissements are numbered up to this zoom, in letters not smaller than these. */
const NUMBERED = 15.5;
const SMALLEST = 13;

/** The share of a number that may be hidden by signs; from very far, none. */
const MOST_HIDDEN = 0.25;

/**
 * @param {(typeof arrondissementPaths)[number]} area
 * @param {View} view
 */
const middleOf = ({ label: [lon, lat] }, { scale, ox, oy }) => ({
  x: worldX(lon) * scale - ox,
  y: worldY(lat) * scale - oy,
});

/**
 * Where the numbers of the arrondissements stand when nothing is in their way.
 * @param {View} view
 * @returns {Box[]}
 */
export function middlesOfArrondissements(view) {
  if (view.zoom >= NUMBERED || !state.filters.layers.has('arrondissements')) return [];
  return arrondissementPaths.map((area) => {
    const { x, y } = middleOf(area, view);
    return { x: x - SMALLEST, y: y - SMALLEST / 2, w: 2 * SMALLEST, h: SMALLEST };
  });
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {import('./boxes.js').Boxes} boxes
 * @returns {Generator<void>}
 */
export function* nameArrondissements(ctx, view, boxes) {
  if (view.zoom >= NUMBERED) return;
  const largest = view.zoom < 12.25 ? 16 : 21;
  ctx.letterSpacing = '1px';
  for (const area of arrondissementPaths) {
    if (!isInView(area.bounds, view)) continue;
    // A great name steps aside for the day's signs, within its own arrondissement; where they leave no room it is
    // written smaller, and at last where they hide the least of it.
    /** @type {ReturnType<typeof roomFor>} */
    let room = null;
    for (const size of [largest, 16, SMALLEST]) {
      if (size > largest || room?.covered === 0) continue;
      room = roomFor(ctx, view, boxes, area, size) ?? room;
    }
    room ??= roomFor(ctx, view, boxes, area, SMALLEST, { whole: false });
    // From very far twenty numbers are more than the city has room for, and none is of use that cannot be read.
    const most = view.zoom < 10.9 ? 0 : MOST_HIDDEN;
    if (!room || room.covered > most * room.box.w * room.box.h) continue;
    ctx.font = `600 ${room.size}px ${SERIF}`;
    for (const taken of [boxes, boxes.names]) taken?.take(room.box);
    writeSpot(ctx, districtShort(area.number), room.x, room.y, LABEL_COLOUR.great);
    yield;
  }
  ctx.letterSpacing = '0px';
}

/**
 * Find where the number of an arrondissement is hidden least, nearest to its middle.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {import('./boxes.js').Boxes} boxes
 * @param {(typeof arrondissementPaths)[number]} area
 * @param {number} size
 * @param {{whole?: boolean}} [options] `whole`: all of it within the arrondissement, not its middle alone
 */
function roomFor(ctx, view, boxes, area, size, { whole = true } = {}) {
  const { number, paths } = area;
  ctx.font = `600 ${size}px ${SERIF}`;
  const w = ctx.measureText(districtShort(number)).width;
  const h = size * 0.9;
  const middle = middleOf(area, view);
  const isIn = insideOf(paths, view);
  const isOwn = (/** @type {number} */ x, /** @type {number} */ y) =>
    whole
      ? isIn(x - w / 2, y - h / 2) &&
        isIn(x + w / 2, y - h / 2) &&
        isIn(x - w / 2, y + h / 2) &&
        isIn(x + w / 2, y + h / 2)
      : isIn(x, y);
  /** @type {{x: number, y: number, size: number, box: Box, covered: number} | null} */
  let best = null;
  for (const [dx, dy] of AROUND) {
    const x = middle.x + (dx * size) / 2;
    const y = middle.y + (dy * size) / 2;
    const box = { x: x - w / 2, y: y - h / 2, w, h };
    // It may lie on a sign, on no other name.
    if (!isSeenWhole(box, view) || !isOwn(x, y) || boxes.names?.isFree(box) === false) continue;
    const covered = boxes.covered(box);
    if (!best || covered < best.covered) best = { x, y, size, box, covered };
    if (covered === 0) break;
  }
  return best;
}

/**
 * Say whether points of a picture lie inside an area; asked of many on the same few lines, it looks at its edges once for each.
 * @param {Path[]} paths
 * @param {View} view
 * @returns {(x: number, y: number) => boolean}
 */
function insideOf(paths, { scale, ox, oy }) {
  /** @type {Map<number, number[]>} */
  const crossingsOf = new Map();
  return (x, y) => {
    const crossings = crossingsOf.get(y) ?? crossingsAt(paths, (y + oy) / scale);
    crossingsOf.set(y, crossings);
    const at = (x + ox) / scale;
    let inside = false;
    for (const crossing of crossings) if (at < crossing) inside = !inside;
    return inside;
  };
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {import('./boxes.js').Boxes} boxes
 */
export function nameQuartiers(ctx, view, boxes) {
  if (view.zoom < 13.25 || !payload.quartiers) return;
  const { name, lon, lat } = payload.quartiers;
  ctx.font = `12px ${SERIF}`;
  ctx.letterSpacing = '1.5px';
  name.forEach((one, k) => {
    const text = one.replaceAll("'", '’').toLocaleUpperCase('fr');
    const x = worldX(lon[k]) * view.scale - view.ox;
    const y = worldY(lat[k]) * view.scale - view.oy;
    if (x < 0 || y < 0 || x > view.width || y > view.height) return;
    [0, 1.6, -1.6, 3.2, -3.2].some((away) =>
      nameSpot(ctx, view, boxes, { text, x, y: y + away * 12, size: 12, colour: LABEL_COLOUR.faint }),
    );
  });
  ctx.letterSpacing = '0px';
}
