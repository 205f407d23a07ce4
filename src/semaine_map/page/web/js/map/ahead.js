/* The days before and after the shown one, painted while nobody asks for anything: a step to them then only copies two
   pictures. */

import { whenIdle } from '../core/dom.js';
import { leaving } from '../core/leaving.js';
import { DAYS } from '../core/payload.js';
import { state, subscribe } from '../core/state.js';
import { marksCanvas, plainDay, tintCanvas } from './canvases.js';
import { map } from './map.js';

/** How long the map must rest, in milliseconds. */
const REST = 80;

let restTimer = 0;

/**
 * Paint ahead once the map has rested; asked again, it rests anew.
 * @param {number} [wait]
 */
function rest(wait = REST) {
  window.clearTimeout(restTimer);
  restTimer = window.setTimeout(() => whenIdle(paintAhead), wait);
}

/** Paint one picture of a neighbouring day, the next before the last, and come back for more. */
function paintAhead() {
  // While the page is printed the map has no size.
  if (!plainDay() || document.hidden || !map.getSize().x) return;
  const here = DAYS.indexOf(state.day);
  const near = [DAYS[here + 1], DAYS[here - 1]].filter(Boolean);
  const layers = [tintCanvas, marksCanvas];
  for (const layer of layers) layer.keepOnly([...near, state.day]);
  for (const day of near) {
    const layer = layers.find(({ ahead }) => !ahead.has(day));
    if (!layer) continue;
    layer.keep(day).then(() => rest(0));
    return;
  }
}

export function startAhead() {
  subscribe(['filters', 'lang'], () => {
    for (const layer of [tintCanvas, marksCanvas]) layer.forget();
  });
  subscribe(['day', 'view', 'filters', 'part', 'event', 'house', 'lang', 'pointed'], () => rest());
  map.on('moveend resize', () => rest());
  leaving.signal.addEventListener('abort', () => window.clearTimeout(restTimer));
  rest();
}
