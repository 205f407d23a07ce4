/* House numbers along a street, as Python packed them: where a number lies, how far to the side, how well it is known. */

const FIRST_LETTER_OF_NUMBERS = 63;

/** Steps in which a way along a line travels. */
const STEPS = 4096;

/** Metres from the middle of a street to the houses, where none is known. */
const SETBACK = 9;

/** @typedef {{number: number, along: number, left: number, precision: number, after: number}} Vertex */
/** @typedef {{spacing: number, estimated: boolean, sure: boolean, odd: Vertex[], even: Vertex[]}} Numbers */

/** Read numbers spelled in letters of five bits. @param {string} text */
export function spelledNumbers(text) {
  /** @type {number[]} */
  const numbers = [];
  let value = 0;
  let shift = 0;
  for (let k = 0; k < text.length; k += 1) {
    const bits = text.charCodeAt(k) - FIRST_LETTER_OF_NUMBERS;
    value |= (bits & 0x1f) << shift;
    shift += 5;
    if (bits >= 0x20) continue;
    numbers.push(value & 1 ? ~(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}

/** @param {string} text @returns {Vertex[]} */
function sideOf(text) {
  const steps = spelledNumbers(text);
  const sums = [0, 0, 0, 0, 0];
  /** @type {Vertex[]} */
  const side = [];
  for (let k = 0; k < steps.length; k += 5) {
    for (let n = 0; n < 5; n += 1) sums[n] += steps[k + n];
    const [number, along, left, precision, after] = sums;
    side.push({ number, along: along / STEPS, left, precision, after });
  }
  return side;
}

/** @param {PackedNumbers} packed @returns {Numbers | null} */
export function numbersOf(packed) {
  if (packed === 0) return null;
  const [spacing, first, last] = packed;
  if (typeof first === 'string')
    return {
      spacing: spacing / 10,
      estimated: false,
      sure: true,
      odd: sideOf(first),
      even: sideOf(String(last)),
    };
  const rises = first % 2 === 1;
  /** @param {number} from @param {number} left @returns {Vertex[]} */
  const side = (from, left) => [
    { number: from, along: rises ? 0 : 1, left, precision: 0, after: 0 },
    { number: Number(last) - 1 + from, along: rises ? 1 : 0, left, precision: 0, after: 0 },
  ];
  return {
    spacing: spacing / 10,
    estimated: true,
    sure: first >= 2,
    odd: side(1, rises ? SETBACK : -SETBACK),
    even: side(2, rises ? -SETBACK : SETBACK),
  };
}

/**
 * Say which part of the line a number lies at, metres to its left, and the radius in metres.
 * @param {Numbers} numbers
 * @param {number} number
 * @returns {[number, number, number]}
 */
export function placeOfNumber({ odd, even, spacing }, number) {
  const side = number % 2 ? odd : even;
  const first = side[0];
  const last = side[side.length - 1];
  if (number <= first.number || number >= last.number) {
    const end = number <= first.number ? first : last;
    return [end.along, end.left, end.precision + Math.abs(number - end.number) * spacing];
  }
  const at = side.findIndex((vertex) => vertex.number >= number);
  const high = side[at];
  if (high.number === number) return [high.along, high.left, high.precision];
  const low = side[at - 1];
  const part = (number - low.number) / (high.number - low.number);
  return [low.along + part * (high.along - low.along), low.left + part * (high.left - low.left), low.after];
}
