/* The frame of the map follows the address, and the address follows the frame. A frame that the rest of the address gives by
   itself (the whole city, the spot of what is chosen, the picture of a scene) is not spelled in it. */

import { readFrame, spellFrame } from '../core/frame.js';
import { setState, state, subscribe } from '../core/state.js';
import { fitCity, map } from './map.js';

/** What the frame follows from, where it is not the reader's own. */
const givenBy = () =>
  String(state.scene ?? state.find ?? state.event ?? state.house ?? state.square ?? state.person ?? '');

/** The frames that an address without one opens with, by what they follow from. @type {Map<string, string>} */
const plainFrames = new Map();

/** The size of the map when its frame was last looked at. */
let sizeSeen = '';

/** Whether the map is on its way to a frame that the address gives. */
let coming = false;

const sizeNow = () => map.getSize().toString();

/** The frame as it is painted, in whole pixels: opened again, it is the same. */
function frameNow() {
  const { lat, lng } = map.containerPointToLatLng(map.getSize().divideBy(2));
  return spellFrame({ lat, lon: lng, zoom: map.getZoom() });
}

/** Tell the address where the map has come to rest. */
function tellFrame() {
  // A window that changes its size moves the frame without anybody's wish; it is told of afterwards.
  if (sizeSeen !== sizeNow()) return;
  const pane = map.getPane('mapPane');
  // Dragged by a pointer that knows parts of pixels, the map comes to rest on whole ones.
  if (pane) L.DomUtil.setPosition(pane, L.DomUtil.getPosition(pane).round());
  const now = frameNow();
  if (coming) plainFrames.set(givenBy(), now);
  coming = false;
  setState({ at: plainFrames.get(givenBy()) === now ? null : now }, { address: 'replace' });
}

/** The frame of a window of another size is what its own was. */
function keepFrame() {
  sizeSeen = sizeNow();
  if (state.at === null) plainFrames.set(givenBy(), frameNow());
  else tellFrame();
}

/**
 * Bring what the address names into sight.
 * @param {() => boolean} show says whether the map goes where the address alone would have it
 */
export function showGiven(show) {
  coming = true;
  coming = show() && coming;
}

/** Show the frame that is asked for; the whole city, if nothing else is. */
export function showAsked() {
  const frame = readFrame(state.at);
  if (frame) map.setView([frame.lat, frame.lon], frame.zoom, { animate: false });
  else if (givenBy() === '') fitCity({ animate: false });
}

/** Note the frame of the whole city, in which the map begins once it has room. */
export function noteCity() {
  plainFrames.set('', frameNow());
  sizeSeen = sizeNow();
}

/** Follow the frame of the map from now on. */
export function startFrame() {
  noteCity();
  map.on('moveend', tellFrame);
  map.on('resize', keepFrame);
  subscribe(['at', 'day', 'event', 'house', 'square', 'find', 'person', 'scene'], (changed, address) => {
    // On the reader's way back, what was in sight then is so again.
    if (address === 'keep') showAsked();
    else if (!coming && !changed.has('at')) tellFrame();
  });
}
