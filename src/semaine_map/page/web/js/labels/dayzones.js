/* In the view of all days the ground bears the number of the day on which it was taken. */

import { worldX, worldY } from '../core/geometry.js';
import { COLOUR } from '../core/look.js';
import { payload } from '../core/payload.js';
import { stepText } from '../core/words.js';
import { isSeenWhole, SERIF } from './lettering.js';
import { writeSpot } from './spots.js';

/** Letters are no smaller and no larger than this, in pixels. */
const LETTERS = { least: 15, most: 44 };

const ZONES = Object.entries(payload.zones).flatMap(([day, spots]) =>
  spots.map(([lon, lat, metres]) => ({
    get text() {
      return stepText(day);
    },
    x: worldX(lon),
    y: worldY(lat),
    metres,
  })),
);

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {import('./boxes.js').Boxes} boxes
 */
export function nameDays(ctx, view, boxes) {
  for (const { text, x, y, metres } of ZONES) {
    const size = Math.min(LETTERS.most, metres / view.metres);
    if (size < LETTERS.least) continue;
    ctx.font = `700 ${size}px ${SERIF}`;
    const w = ctx.measureText(text).width;
    const at = { x: x * view.scale - view.ox, y: y * view.scale - view.oy };
    const box = { x: at.x - w / 2, y: at.y - size / 2, w, h: size };
    if (!isSeenWhole(box, view)) continue;
    boxes.take(box);
    writeSpot(ctx, text, at.x, at.y, COLOUR.defence);
  }
}
