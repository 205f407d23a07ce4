/* Names of the arrondissements and the quartiers. */

import { isInside, isInView, worldX, worldY } from '../core/geometry.js';
import { payload } from '../core/payload.js';
import { districtShort } from '../core/words.js';
import { arrondissementPaths } from '../map/ground.js';
import { isSeenWhole, LABEL_COLOUR, SERIF } from './lettering.js';
import { nameSpot, writeSpot } from './spots.js';

/** Where a great name may stand, in half its heights from its place, nearest first. */
const AROUND = Array.from({ length: 29 * 29 }, (_, k) => [(k % 29) - 14, Math.floor(k / 29) - 14])
  .sort(([ax, ay], [bx, by]) => Math.hypot(ax, ay) - Math.hypot(bx, by))
  .filter(([x, y]) => Math.hypot(x, y) <= 14);

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {import('./boxes.js').Boxes} boxes
 */
export function nameArrondissements(ctx, view, boxes) {
  if (view.zoom >= 15.5) return;
  const largest = view.zoom < 12.25 ? 16 : 21;
  ctx.letterSpacing = '1px';
  for (const area of arrondissementPaths) {
    if (!isInView(area.bounds, view)) continue;
    // A great name steps aside for the day's signs, within its own arrondissement; where they leave no room it is
    // written smaller, and at last where they hide the least of it.
    /** @type {ReturnType<typeof roomFor>} */
    let room = null;
    for (const size of [largest, 16, 13]) {
      if (size > largest || room?.covered === 0) continue;
      room = roomFor(ctx, view, boxes, area, size) ?? room;
    }
    room ??= roomFor(ctx, view, boxes, area, 13, { whole: false });
    // From very far twenty numbers are more than the city has room for.
    if (!room || (view.zoom < 10.9 && room.covered > 0)) continue;
    ctx.font = `600 ${room.size}px ${SERIF}`;
    boxes.take(room.box);
    writeSpot(ctx, districtShort(area.number), room.x, room.y, LABEL_COLOUR.great);
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
function roomFor(ctx, view, boxes, { number, label: [lon, lat], paths }, size, { whole = true } = {}) {
  ctx.font = `600 ${size}px ${SERIF}`;
  const w = ctx.measureText(districtShort(number)).width;
  const h = size * 0.9;
  /** @type {{x: number, y: number, size: number, box: Box, covered: number} | null} */
  let best = null;
  for (const [dx, dy] of AROUND) {
    const x = worldX(lon) * view.scale - view.ox + (dx * size) / 2;
    const y = worldY(lat) * view.scale - view.oy + (dy * size) / 2;
    const box = { x: x - w / 2, y: y - h / 2, w, h };
    const corners = whole ? [-1, 1].flatMap((across) => [-1, 1].map((down) => [across, down])) : [[0, 0]];
    const isOwn = corners.every(([across, down]) =>
      isInside(
        paths,
        (x + (across * w) / 2 + view.ox) / view.scale,
        (y + (down * h) / 2 + view.oy) / view.scale,
      ),
    );
    if (!isSeenWhole(box, view) || !isOwn) continue;
    const covered = boxes.covered(box);
    if (!best || covered < best.covered) best = { x, y, size, box, covered };
    if (covered === 0) break;
  }
  return best;
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
