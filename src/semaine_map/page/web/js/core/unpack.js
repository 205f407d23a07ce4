/* Read the payload: as it stands, or deflated where a large record would make the page many times its size. What a first look does
   not ask for comes in a second line, which is read when somebody asks. */

import { breath } from './breath.js';

/** @typedef {{first: string, later: () => string}} Lines the second as a text once it is asked for */

/** @returns {Promise<Payload>} */
export async function readPayload() {
  const element = document.getElementById('atlas-data');
  const text = element?.textContent ?? '{}';
  if (element?.dataset.packed !== 'deflate') {
    const end = text.indexOf('\n');
    return readLines({ first: text.slice(0, end), later: () => text.slice(end + 1) });
  }
  await breath();
  const lines = await inflated(text);
  await breath();
  const payload = readLines(lines);
  await breath();
  return payload;
}

const TABLES = /** @type {const} */ (['places', 'events', 'citations', 'damage', 'people', 'parts']);

/** @param {Lines} lines @returns {Payload} */
function readLines({ first, later }) {
  const payload = unfold(JSON.parse(first));
  /** @type {any} */
  let read = null;
  const readLater = () => {
    read ??= unfold(JSON.parse(later()));
    return read;
  };
  for (const name of TABLES) {
    const table = payload[name];
    const laterOfTable = () => readLater()[name];
    if (table) Reflect.set(payload, name, withLater(table, laterOfTable));
  }
  return withLater(payload, readLater);
}

/**
 * What stands as 0 is read when it is asked for.
 * @template {object} T
 * @param {T} now
 * @param {() => any} later
 * @returns {T}
 */
function withLater(now, later) {
  // Made anew, since a browser is slow to find anything in an object that was changed so.
  const whole = /** @type {T} */ ({});
  for (const [key, value] of Object.entries(now)) {
    if (value === 0) Object.defineProperty(whole, key, { enumerable: true, get: () => later()[key] });
    else Reflect.set(whole, key, value);
  }
  return whole;
}

/** The letter of a column's first value; the others follow. */
const FIRST_LETTER = 48;

/**
 * Give each row its value where a column travels as a few values and a letter for each row.
 * @param {Payload} payload
 * @returns {Payload}
 */
export function unfold(payload) {
  for (const table of TABLES.map((name) => payload[name] ?? {})) {
    for (const [name, column] of Object.entries(table)) {
      if (Array.isArray(column) || column === 0) continue;
      const { of, at } = column;
      const values = new Array(at.length);
      for (let row = 0; row < at.length; row += 1) values[row] = of[at.charCodeAt(row) - FIRST_LETTER];
      Reflect.set(table, name, values);
    }
  }
  return payload;
}

/** The byte that ends a line. */
const LINE_END = 10;

/** @param {string} text base64 */
function bytesOf(text) {
  if (typeof Uint8Array.fromBase64 === 'function') return Uint8Array.fromBase64(text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let n = 0; n < letters.length; n += 1) bytes[n] = letters.charCodeAt(n);
  return bytes;
}

/**
 * Inflate piece by piece: by way of a blob and a response it would take three times as long.
 * @param {string} text base64 of deflated JSON
 * @returns {Promise<Lines>}
 */
async function inflated(text) {
  const { readable, writable } = new DecompressionStream('deflate');
  const writer = writable.getWriter();
  // What fails in the writing fails in the reading too.
  writer.write(bytesOf(text)).catch(() => {});
  writer.close().catch(() => {});
  const reader = readable.getReader();
  const decoder = new TextDecoder();
  let first = '';
  /** @type {Uint8Array[] | null} */
  let rest = null;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    /** @type {Uint8Array} */
    const bytes = piece.value;
    /** @type {number} */
    const end = rest ? -1 : bytes.indexOf(LINE_END);
    if (rest) rest.push(bytes);
    else if (end < 0) first += decoder.decode(bytes, { stream: true });
    else {
      first += decoder.decode(bytes.subarray(0, end));
      rest = [bytes.subarray(end + 1)];
    }
  }
  const later = () => (rest ?? []).map((bytes) => decoder.decode(bytes, { stream: true })).join('');
  return { first, later };
}
