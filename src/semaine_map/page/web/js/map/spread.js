/* Room for signs that stand on one spot. */

/**
 * Spread the signs of one place: two side by side, three in a triangle, more in rings round the first.
 * @param {number} k
 * @param {number} count
 * @param {number} gap
 * @returns {[number, number]}
 */
export function spread(k, count, gap) {
  if (count === 1) return [0, 0];
  if (count === 2) return [(k - 0.5) * gap, 0];
  if (count === 3) {
    const angle = (k * 2 * Math.PI) / 3 - Math.PI / 2;
    return [Math.cos(angle) * gap * 0.58, Math.sin(angle) * gap * 0.58];
  }
  if (k === 0) return [0, 0];
  let ring = 1;
  let first = 1;
  while (k - first >= 6 * ring) {
    first += 6 * ring;
    ring += 1;
  }
  const room = Math.min(6 * ring, count - first);
  const angle = ((k - first) / room) * 2 * Math.PI - Math.PI / 2;
  return [Math.cos(angle) * gap * ring, Math.sin(angle) * gap * ring];
}
