/* The letters of the map. */

export const SERIF =
  '"Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", "P052", Georgia, serif';

export const HALO = 'rgba(246, 241, 231, 0.88)';

export const NAME_INK = {
  great: '#4a4033',
  street: '#4a4338',
  water: '#3f5f6e',
  green: '#55633a',
  faint: '#6b604f',
};

/**
 * A name cut by the edge of the window is worse than none.
 * @param {Box} box
 * @param {View} view
 */
export function isSeenWhole({ x, y, w, h }, { width, height, pad: [left, top] }) {
  return x >= left && y >= top && x + w <= width - left && y + h <= height - top;
}
