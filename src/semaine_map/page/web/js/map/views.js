/* A view that no map holds: bounds fitted into a picture of their own. */

import { worldX, worldY } from '../core/geometry.js';
import { metresPerPixel } from '../core/projection.js';

/**
 * @param {[number, number, number, number]} bounds south, west, north, east
 * @param {{width: number, height: number, dpr: number}} picture
 * @param {string} day
 * @returns {View}
 */
export function viewOf([south, west, north, east], { width, height, dpr }, day) {
  const [left, right, top, below] = [worldX(west), worldX(east), worldY(north), worldY(south)];
  const scale = Math.min(width / (right - left), height / (below - top));
  return {
    zoom: Math.log2(scale),
    scale,
    ox: ((left + right) / 2) * scale - width / 2,
    oy: ((top + below) / 2) * scale - height / 2,
    width,
    height,
    dpr,
    pad: [0, 0],
    metres: metresPerPixel(scale),
    day,
  };
}
