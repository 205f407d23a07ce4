/* The days before and after the shown one, painted while nobody asks for anything: a step to them then only copies two
   pictures. */

import { DAYS } from '../core/payload.js';
import { asIfOn, leaving, state, subscribe } from '../core/state.js';
import { DENSITY } from '../density/squares.js';
import { whenIdle } from '../panel/rows.js';
import { map, marksCanvas, tintCanvas } from './map.js';
import { pin, pointed } from './marks.js';

/** The shown day, if nothing is chosen, pointed at or held back that its picture would have to show; else nothing. */
export const plainDay = () => {
  const { day, event, house, hour, view } = state;
  const plain = view === 'map' && event === null && house === null && (hour === null || DENSITY !== null);
  return plain && pointed === null && !pin.length ? day : '';
};

/** How long the map must rest, in milliseconds. */
const REST = 80;

let restTimer = 0;

/**
 * Paint ahead once the map has rested; asked again, it rests anew.
 * @param {number} [wait]
 */
export function rest(wait = REST) {
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
    asIfOn(day, () => layer.keep(day)).then(() => rest(0));
    return;
  }
}

export function startAhead() {
  subscribe(['filters', 'lang'], () => {
    for (const layer of [tintCanvas, marksCanvas]) layer.forget();
  });
  subscribe(['day', 'view', 'filters', 'hour', 'event', 'house', 'lang'], () => rest());
  map.on('moveend resize', () => rest());
  leaving.signal.addEventListener('abort', () => window.clearTimeout(restTimer));
  rest(5 * REST);
}
