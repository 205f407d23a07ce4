/* Read the payload: as it stands, or deflated where a large record would make the page many times its size. */

/** @returns {Payload | Promise<Payload>} */
export function readPayload() {
  const element = document.getElementById('atlas-data');
  const text = element?.textContent ?? '{}';
  if (element?.dataset.packed !== 'deflate') return unfold(JSON.parse(text));
  return inflated(text).then((json) => unfold(JSON.parse(json)));
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

/** @param {string} text base64 of deflated JSON */
function inflated(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let n = 0; n < letters.length; n += 1) bytes[n] = letters.charCodeAt(n);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Response(stream).text();
}
