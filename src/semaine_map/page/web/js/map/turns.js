/* Layers are painted in turns, one in each turn of the browser: whatever the reader does meanwhile waits for one of them at the
   most. Until its turn a layer keeps its old picture, moved and scaled to where the map is. */

import { nextTurn } from '../core/breath.js';

/** @typedef {{draw: () => void}} Drawn */

/** @type {Set<Drawn>} */
const undrawn = new Set();

/** @type {(() => void)[]} */
let afterwards = [];

let turnDue = false;

/** Draw a layer when it is its turn. @param {Drawn} layer */
export function drawInTurn(layer) {
  undrawn.add(layer);
  askForTurn();
}

/** A layer that has been drawn, or is gone, waits no longer. @param {Drawn} layer */
export function waitNoLonger(layer) {
  undrawn.delete(layer);
}

/** Call back once no layer waits. @param {() => void} fn */
export function whenDrawn(fn) {
  afterwards.push(fn);
  askForTurn();
}

function askForTurn() {
  if (turnDue) return;
  turnDue = true;
  nextTurn(takeTurn);
}

function takeTurn() {
  turnDue = false;
  const [layer] = undrawn;
  if (layer) {
    undrawn.delete(layer);
    layer.draw();
  }
  if (undrawn.size) askForTurn();
  else {
    const due = afterwards;
    afterwards = [];
    for (const fn of due) fn();
  }
}
