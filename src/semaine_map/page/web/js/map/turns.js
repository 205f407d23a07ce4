/* Layers are painted in turns, one in each turn of the browser: whatever the reader does meanwhile waits for one of them at the
   most. Until its turn a layer keeps its old picture, moved and scaled to where the map is. */

/** @typedef {{draw: () => void}} Drawn */

/** @type {Set<Drawn>} */
const undrawn = new Set();

/** @type {(() => void)[]} */
let afterwards = [];

let turnTimer = 0;

/** Draw a layer when it is its turn. @param {Drawn} layer */
export function drawInTurn(layer) {
  undrawn.add(layer);
  if (!turnTimer) turnTimer = window.setTimeout(takeTurn);
}

/** A layer that has been drawn, or is gone, waits no longer. @param {Drawn} layer */
export function waitNoLonger(layer) {
  undrawn.delete(layer);
}

/** Call back once no layer waits. @param {() => void} fn */
export function whenDrawn(fn) {
  afterwards.push(fn);
  if (!turnTimer) turnTimer = window.setTimeout(takeTurn);
}

function takeTurn() {
  turnTimer = 0;
  const [layer] = undrawn;
  if (layer) {
    undrawn.delete(layer);
    layer.draw();
  }
  if (undrawn.size) turnTimer = window.setTimeout(takeTurn);
  else {
    const due = afterwards;
    afterwards = [];
    for (const fn of due) fn();
  }
}
