/* The position of the map follows the address, and the address follows the position. A position that the rest of the address
   gives by itself (the whole city, the spot of what is chosen, the picture of a scene) is not spelled in it. */

import { readPosition, writePosition } from '../core/position.js';
import { setState, state, subscribe } from '../core/state.js';
import { fitCity, map } from './map.js';

/** What the position follows from, where it is not the reader's own. */
const givenBy = () =>
  String(state.scene ?? state.find ?? state.event ?? state.house ?? state.square ?? state.person ?? '');

/** The positions that an address without one opens with, by what they follow from. @type {Map<string, string>} */
const defaultPositions = new Map();

/** The size of the map when its position was last looked at. */
let sizeSeen = '';

/** Whether the map is on its way to a position that the address gives. */
let coming = false;

const sizeNow = () => map.getSize().toString();

/** The position as it is painted, in whole pixels: opened again, it is the same. */
function positionNow() {
  const { lat, lng } = map.containerPointToLatLng(map.getSize().divideBy(2));
  return writePosition({ lat, lon: lng, zoom: map.getZoom() });
}

/** Tell the address where the map has come to rest. */
function notePosition() {
  // A window that changes its size moves the position without anybody's wish; it is told of afterwards.
  if (sizeSeen !== sizeNow()) return;
  const pane = map.getPane('mapPane');
  // Dragged by a pointer that knows parts of pixels, the map comes to rest on whole ones.
  if (pane) L.DomUtil.setPosition(pane, L.DomUtil.getPosition(pane).round());
  const now = positionNow();
  if (coming) defaultPositions.set(givenBy(), now);
  coming = false;
  setState({ at: defaultPositions.get(givenBy()) === now ? null : now }, { address: 'replace' });
}

/** The position of a window of another size is what its own was. */
function keepPosition() {
  sizeSeen = sizeNow();
  if (state.at === null) defaultPositions.set(givenBy(), positionNow());
  else notePosition();
}

/**
 * Bring what the address names into sight.
 * @param {() => boolean} show says whether the map goes where the address alone would have it
 */
export function showGiven(show) {
  coming = true;
  coming = show() && coming;
}

/** Show the position that is asked for; the whole city, if nothing else is. */
export function showAsked() {
  const position = readPosition(state.at);
  if (position) map.setView([position.lat, position.lon], position.zoom, { animate: false });
  else if (givenBy() === '') fitCity({ animate: false });
}

/** Note the position of the whole city, in which the map begins once it has room. */
export function noteCity() {
  defaultPositions.set('', positionNow());
  sizeSeen = sizeNow();
}

/** Follow the position of the map from now on. */
export function startPosition() {
  noteCity();
  map.on('moveend', notePosition);
  map.on('resize', keepPosition);
  subscribe(['at', 'day', 'event', 'house', 'square', 'find', 'person', 'scene'], (changed, address) => {
    // On the reader's way back, what was in sight then is so again.
    if (address === 'keep') showAsked();
    else if (!coming && !changed.has('at')) notePosition();
  });
}
