/* Between the positions of the record and the world coordinates in which everything is drawn. */

import { worldX, worldY } from './geometry.js';
import { payload } from './payload.js';

/**
 * Unpack delta-coded positions into world coordinates.
 * @param {Packed} packed
 * @returns {Path}
 */
export function unpack(packed) {
  const [originLon, originLat] = payload.ground.origin;
  const path = new Float64Array(packed.length);
  let x = 0;
  let y = 0;
  for (let k = 0; k + 1 < packed.length; k += 2) {
    x += packed[k];
    y += packed[k + 1];
    path[k] = worldX(originLon + x * 1e-5);
    path[k + 1] = worldY(originLat + y * 1e-5);
  }
  return path;
}

/**
 * Unpack a feature's coordinates: one line, a list of lines or rings, or a list of polygons.
 * @param {Packed | Packed[] | Packed[][]} coordinates
 * @returns {Path[]}
 */
export function unpackAll(coordinates) {
  if (!Array.isArray(coordinates[0])) return [unpack(/** @type {Packed} */ (coordinates))];
  return /** @type {(Packed | Packed[])[]} */ (coordinates).flatMap((part) => unpackAll(part));
}

/**
 * Metres of ground in one pixel, in the middle of the map's own bounds.
 * @param {number} scale
 */
export function metresPerPixel(scale) {
  const [[south], [north]] = payload.bounds;
  return (40075016.686 * Math.cos(((south + north) * Math.PI) / 360)) / (256 * scale);
}

/**
 * Turn a world coordinate back into a position.
 * @param {number} x
 * @param {number} y
 */
export const latLngOf = (x, y) =>
  L.latLng((Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 256))) * 180) / Math.PI, (x / 256) * 360 - 180);
