/* The squares of the grid on which very many events are counted: their names, where they lie, and how their numbers are packed. */

/**
 * A square as it stands in the address, and back; what is no square of the record is none.
 * @param {string} text
 * @param {number} finest level of the record's squares
 * @returns {Square | null}
 */
export function squareNamed(text, finest) {
  const found = /^(\d{1,2})-(\d{1,8})-(\d{1,8})$/.exec(text);
  if (!found) return null;
  const [level, column, row] = found.slice(1).map(Number);
  return level <= finest && column < 2 ** level && row < 2 ** level ? { level, column, row } : null;
}

/** @param {Square} square */
export const nameOfSquare = ({ level, column, row }) => `${level}-${column}-${row}`;

/** Its edges in world coordinates: west, north, east, south. @param {Square} square */
export function edgesOf({ level, column, row }) {
  const side = 256 / 2 ** level;
  return [column * side, row * side, (column + 1) * side, (row + 1) * side];
}

/**
 * The square of a level that holds a point of the world.
 * @param {number} x
 * @param {number} y
 * @param {number} level
 * @returns {Square}
 */
export const squareAt = (x, y, level) => ({
  level,
  column: Math.floor((x / 256) * 2 ** level),
  row: Math.floor((y / 256) * 2 ** level),
});
