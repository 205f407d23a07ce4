/* The page of a record that is counted: the squares in the place of marks, their numbers in the place of the list. */

import { byId, on } from '../core/dom.js';
import { worldX, worldY } from '../core/geometry.js';
import { DENSITY } from '../core/payload.js';
import { squareAt } from '../core/squares.js';
import { state, subscribe } from '../core/state.js';
import { numberText, t, translatePage } from '../core/words.js';
import { map, showHint } from '../map/map.js';
import { setSheet } from '../panel/bottom-sheet.js';
import { showChronicle } from '../panel/chronicle.js';
import { countIn, levelAt } from './counts.js';
import { chooseSquare, squareCanvas } from './layer.js';
import { densityScale, showDensest } from './panel.js';

/** The square under a position, at the level drawn now. @param {L.LatLng} at */
const squareUnder = ({ lat, lng }) => squareAt(worldX(lng), worldY(lat), levelAt(map.getZoom()));

/** Set the page up for counts; of a record drawn event by event nothing changes. */
export function startDensity() {
  if (!DENSITY) return;
  byId('atlas').dataset.dense = 'true';
  // No event can be found by name here, and there is no list.
  byId('search').dataset.placeholder = 'density_search_hint';
  byId('map').setAttribute('data-aria-label', 'density_map_label');
  map.createPane('square').style.zIndex = '460';
  squareCanvas.addTo(map);
  // Squares cover the ground: names, which spare single signs, must stand above them.
  /** @type {HTMLElement} */ (map.getPane('names')).style.zIndex = '470';
  map.on('click', ({ latlng }) => {
    const square = squareUnder(latlng);
    if (countIn(square)) chooseSquare(square);
  });
  map.on('mousemove', ({ latlng, containerPoint }) => {
    const n = countIn(squareUnder(latlng));
    map.getContainer().classList.toggle('can-choose', n > 0);
    if (n) showHint(t(n === 1 ? 'density_one' : 'density_n', { n: numberText(n) }), containerPoint);
  });
  map.on('zoomend moveend', showDensest);
  map.on('zoomend', () => {
    for (const scale of document.querySelectorAll('.density-scale')) scale.replaceWith(densityScale());
  });
  on(byId('map'), 'keydown', (event) => {
    if (event.key !== 'Enter' || event.target !== byId('map')) return;
    chooseSquare(squareUnder(map.getCenter()));
    byId('card').focus();
  });
  subscribe(['square'], () => squareCanvas.redraw());
  subscribe(['square'], () => {
    if (state.square !== null) setSheet('peek');
  });
  translatePage();
  showChronicle();
}
