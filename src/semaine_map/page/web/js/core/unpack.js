/* Read the payload: as it stands, or deflated where a large record would make the page many times its size. */

import { breath } from './breath.js';

/** @returns {Promise<Payload>} */
export async function readPayload() {
  const element = document.getElementById('atlas-data');
  const text = element?.textContent ?? '{}';
  if (element?.dataset.packed !== 'deflate') return unfold(JSON.parse(text));
  await breath();
  const json = await inflated(text);
  await breath();
  const payload = unfold(JSON.parse(json));
  await breath();
  return payload;
}

/** The letter of a column's first value; the others follow. */
const FIRST_LETTER = 48;

/**
 * Give each row its value where a column travels as a few values and a letter for each row.
 * @param {Payload} payload
 * @returns {Payload}
 */
export function unfold(payload) {
  const { places, events, citations, damage, people, parts } = payload;
  for (const table of [places, events, citations, damage ?? {}, people, parts]) {
    for (const [name, column] of Object.entries(table)) {
      if (Array.isArray(column)) continue;
      const { of, at } = column;
      const values = new Array(at.length);
      for (let row = 0; row < at.length; row += 1) values[row] = of[at.charCodeAt(row) - FIRST_LETTER];
      Reflect.set(table, name, values);
    }
  }
  return payload;
}

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
 */
async function inflated(text) {
  const { readable, writable } = new DecompressionStream('deflate');
  const writer = writable.getWriter();
  // What fails in the writing fails in the reading too.
  writer.write(bytesOf(text)).catch(() => {});
  writer.close().catch(() => {});
  const reader = readable.getReader();
  const decoder = new TextDecoder();
  let json = '';
  for (let piece = await reader.read(); !piece.done; piece = await reader.read())
    json += decoder.decode(piece.value, { stream: true });
  return json + decoder.decode();
}
