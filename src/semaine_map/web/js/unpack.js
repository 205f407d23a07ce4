/* Read the payload: as it stands, or deflated where a large record would make the page many times its size. */

/** @param {(payload: Payload) => void} start */
function withPayload(start) {
  const element = document.getElementById('semaine-data');
  const text = element?.textContent ?? '{}';
  if (element?.dataset.packed !== 'deflate') start(JSON.parse(text));
  else inflated(text).then((json) => start(JSON.parse(json)));
}

/** @param {string} text base64 of deflated JSON */
function inflated(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let n = 0; n < letters.length; n += 1) bytes[n] = letters.charCodeAt(n);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Response(stream).text();
}
