/* Beside the list of the day that of what lies in the frame of the map. */

import { byId, el, on, whenIdle } from '../core/dom.js';
import { eventsShown } from '../core/filters.js';
import { DENSITY, EVENTS, PLACES } from '../core/payload.js';
import { setState, state, subscribe } from '../core/state.js';
import { numberText, t } from '../core/words.js';
import { map } from '../map/map.js';

/**
 * Of the events shown those whose place is in the frame, where the reader wants only these.
 * @param {Shown} shown
 * @returns {Shown}
 */
export const inFrame = (shown) => (state.framed && map ? onlyInFrame(shown) : shown);

/** @param {Shown} shown @returns {Shown} */
function onlyInFrame(shown) {
  const bounds = map.getBounds();
  const [south, west, north, east] = [
    bounds.getSouth(),
    bounds.getWest(),
    bounds.getNorth(),
    bounds.getEast(),
  ];
  const isIn = (/** @type {number} */ i) => {
    const [lat, lon] = [PLACES.lat[EVENTS.place[i]], PLACES.lon[EVENTS.place[i]]];
    return lat >= south && lat <= north && lon >= west && lon <= east;
  };
  const { own, ongoing, undated, before, after } = shown;
  return {
    own: own.filter(isIn),
    ongoing: ongoing.filter(isIn),
    undated: undated.filter(isIn),
    before: before.filter(isIn),
    after: after.filter(isIn),
  };
}

/** @param {() => void} refill called when the map has moved and its list is shown */
export function startInFrame(refill) {
  if (DENSITY) return;
  const box = byId('which-list');
  const [all, framed] = [false, true].map((value) => {
    const button = el('button', { type: 'button', class: 'plain' });
    on(button, 'click', () => setState({ framed: value }, { address: 'replace' }));
    return button;
  });
  box.append(all, framed);
  box.hidden = false;
  const show = () => {
    const { own, ongoing, undated, after } = onlyInFrame(eventsShown(state.day));
    const n = own.length + ongoing.length + undated.length + after.length;
    all.textContent = t('list_all');
    framed.textContent = t('list_in_frame', { n: numberText(n) });
    all.setAttribute('aria-pressed', String(!state.framed));
    framed.setAttribute('aria-pressed', String(state.framed));
  };
  let isWaiting = false;
  const later = () => {
    if (isWaiting) return;
    isWaiting = true;
    whenIdle(() => {
      isWaiting = false;
      show();
    });
  };
  map.on('moveend', () => {
    later();
    if (state.framed) refill();
  });
  subscribe(['day', 'part', 'filters', 'view', 'scene'], later);
  subscribe(['framed', 'lang'], show);
  show();
  if (state.framed) refill();
}
