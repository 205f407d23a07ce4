/* Words compared as readers type them. */

/**
 * Reduce a text to plain words: no accents, ligatures, apostrophes or case.
 * @param {string} text
 */
export const plain = (text) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/**
 * Say whether two words differ by one letter at most (added, left out, changed, or two swapped).
 * @param {string} a
 * @param {string} b
 */
export function isNear(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let k = 0;
  while (k < a.length && a[k] === b[k]) k += 1;
  const [restA, restB] = [a.slice(k), b.slice(k)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}
