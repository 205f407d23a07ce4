/* What the pointer is on, and what it chooses. */

import { chooseEvent, chooseHouse, chosenEvent, pointAt } from '../core/choosing.js';
import { worldX, worldY } from '../core/geometry.js';
import { EVENTS, HOUSE_INDEX, PLACES } from '../core/payload.js';
import { setState, state, subscribe } from '../core/state.js';
import { numberText, t, titleOf } from '../core/words.js';
import { marksCanvas } from './canvases.js';
import { columnHint } from './columns.js';
import { frontHint } from './front.js';
import { houseHint, housesAt } from './houses.js';
import { map, showHint } from './map.js';

/** Where the pointer is on the canvas of the marks. @param {L.LeafletMouseEvent} event */
const spotOf = (event) => event.layerPoint.subtract(marksCanvas.paintedBounds.min ?? L.point(0, 0));

/** @param {L.LeafletMouseEvent} event @param {number} tolerance */
function marksUnder(event, tolerance) {
  const at = spotOf(event);
  return marksCanvas.painted.marksAt(at.x, at.y, tolerance);
}

/** The counted sign under the pointer. @param {L.LeafletMouseEvent} event */
function groupUnder(event) {
  const at = spotOf(event);
  return marksCanvas.painted.groupAt(at.x, at.y);
}

/**
 * The pointer in world coordinates, with so many pixels round it.
 * @param {L.LeafletMouseEvent} event
 * @param {number} pixels
 * @returns {[number, number, number]}
 */
function pointerWorld({ latlng }, pixels) {
  return [worldX(latlng.lng), worldY(latlng.lat), pixels / 2 ** map.getZoom()];
}

/** A pointer that has moved no farther than this, in pixels, rests: a click shakes the hand, and what opens moves the map under it. */
const RESTING = 4;

/** Light the mark under the pointer and its row; choose it by click, and page through those beneath. */
export function followPointer() {
  let at = L.point(0, 0);
  /** Where the pointer was when a card opened: until it moves on, the card says enough. @type {L.Point | null} */
  let quietAt = null;
  subscribe(['event', 'house', 'square', 'find', 'group', 'person'], () => {
    quietAt = at;
    showHint(null, at);
  });
  map.on('mousemove', (event) => {
    at = event.containerPoint;
    const group = groupUnder(event);
    const [first] = group ? [] : marksUnder(event, 2);
    const isBare = !group && first === undefined;
    const [house = -1] = isBare ? housesAt(...pointerWorld(event, 6), map.getZoom()) : [];
    map.getContainer().classList.toggle('can-choose', !isBare || house >= 0);
    pointAt(first ?? null, 'map');
    if (quietAt && at.distanceTo(quietAt) <= RESTING) return;
    quietAt = null;
    showHint(group ? groupText(group) : hintUnder(event, first, house), at);
  });
  map.on('mouseout', () => {
    pointAt(null, 'map');
    showHint(null, L.point(0, 0));
  });
  map.on('click', (event) => {
    const group = groupUnder(event);
    if (group) {
      setState({ group: group.rows }, { address: 'keep' });
      return;
    }
    const found = marksUnder(event, L.Browser.touch ? 12 : 5);
    if (found.length) {
      chooseEvent(after(found, chosenEvent()));
      return;
    }
    const houses = housesAt(...pointerWorld(event, L.Browser.touch ? 14 : 7), map.getZoom());
    if (houses.length)
      chooseHouse(after(houses, state.house === null ? -1 : (HOUSE_INDEX.get(state.house) ?? -1)));
    else chooseEvent(null);
  });
}

/** @param {Group} group */
const groupText = ({ rows, hollow }) =>
  `${t('n_events', { n: numberText(rows.length) })}${hollow ? ` – ${t('day_unknown')}` : ''}`;

/**
 * The one after the chosen in a pile, the first after the last or where none of them is chosen.
 * @param {number[]} pile
 * @param {number} chosen
 */
const after = (pile, chosen) => pile[(pile.indexOf(chosen) + 1) % pile.length];

/**
 * What the pointer is on, in words: an event, a house, a column, the front.
 * @param {L.LeafletMouseEvent} event
 * @param {number | undefined} i
 * @param {number} house
 */
function hintUnder(event, i, house) {
  if (i !== undefined) return `${titleOf(i)} – ${PLACES.name_then[EVENTS.place[i]]}`;
  if (house >= 0) return houseHint(house);
  return columnHint(...pointerWorld(event, 6)) ?? frontHint(...pointerWorld(event, 9));
}
