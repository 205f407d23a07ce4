/* Names are painted under the marks: on the map the events win. */

import { byId, on, reducedMotion } from '../core/dom.js';
import { worldX, worldY } from '../core/geometry.js';
import { EVENT_INDEX, EVENTS, PLACES, payload } from '../core/payload.js';
import { chooseEvent, chooseHouse, leaving, state, subscribe } from '../core/state.js';
import { titleOf } from '../core/words.js';
import { showSquare } from '../density/card.js';
import { paintNames } from '../labels/labels.js';
import { lightRow } from '../panel/chronicle.js';
import { plainDay, rest, startAhead } from './ahead.js';
import { CanvasLayer } from './canvas-layer.js';
import { columnHint } from './columns.js';
import { frontHint } from './front.js';
import { paintGround } from './ground.js';
import { HOUSE_INDEX, HOUSES, houseAt, houseHint } from './houses.js';
import { paintMarks, pin, pointed, setPin, setPointed } from './marks.js';
import { chosenEvent } from './placing.js';
import { paintTint } from './tint.js';

const groundCanvas = new CanvasLayer('ground', paintGround);
export const tintCanvas = new CanvasLayer('tint', paintTint, plainDay);
export const namesCanvas = new CanvasLayer('names', paintNames);
export const marksCanvas = new CanvasLayer('marks', paintMarks, plainDay);

/** @type {L.Map} */
export let map;

/** Make the map and its four canvases. */
export function startMap() {
  const still = reducedMotion.matches;
  map = L.map('map', {
    zoomControl: false,
    attributionControl: false,
    keyboard: false, // The arrows step the days; keys.js gives + and − and Shift with arrows to the map.
    zoomSnap: 0.25,
    zoomDelta: 0.75,
    wheelPxPerZoomLevel: 90,
    minZoom: 10.5,
    maxZoom: 18,
    maxBounds: L.latLngBounds(payload.bounds).pad(0.6),
    zoomAnimation: !still,
    inertia: !still,
  });
  for (const [name, z] of /** @type {[string, number][]} */ ([
    ['ground', 200],
    ['plan', 220],
    ['tint', 250],
    ['names', 300],
    ['marks', 450],
  ])) {
    map.createPane(name).style.zIndex = String(z);
  }
  fitCity({ animate: false });
  for (const layer of [groundCanvas, tintCanvas, namesCanvas, marksCanvas]) layer.addTo(map);
  L.control.scale({ imperial: false, position: 'bottomleft' }).addTo(map);
  if (window.parent !== window) beGoodGuest();
  followPointer();
  const resized = new ResizeObserver(() => map.invalidateSize({ animate: false }));
  resized.observe(byId('map'));
  leaving.signal.addEventListener('abort', () => {
    resized.disconnect();
    map.remove();
  });
  startAhead();
  subscribe(['day', 'hour', 'filters', 'view'], () => {
    tintCanvas.redraw();
    marksCanvas.redraw();
  });
  subscribe(['filters'], () => groundCanvas.redraw());
  subscribe(['lang'], () => namesCanvas.redraw());
  // Names make room for the day's signs a moment after them: the step itself paints only what it must.
  let later = 0;
  subscribe(['day', 'hour', 'filters', 'view'], () => {
    window.clearTimeout(later);
    later = window.setTimeout(() => namesCanvas.redraw(), 120);
  });
  subscribe(['event', 'house', 'day'], () => {
    if (pin.length) setPin([]);
  });
  subscribe(['event', 'house'], () => marksCanvas.redraw());
  on(byId('zoom-in'), 'click', () => zoomBy(1));
  on(byId('zoom-out'), 'click', () => zoomBy(-1));
  on(byId('zoom-fit'), 'click', () => fitCity());
}

/** In a page of someone else's (a notebook) the wheel and one finger scroll that page, until the map is asked for. */
function beGoodGuest() {
  if (window.matchMedia('(pointer: coarse)').matches) map.dragging.disable();
  map.scrollWheelZoom.disable();
  map.on('click', () => map.scrollWheelZoom.enable());
  map.on('mouseout', () => map.scrollWheelZoom.disable());
}

/**
 * Show the whole city, above the foot of a phone's sheet.
 * @param {L.FitBoundsOptions} [options]
 */
function fitCity(options = {}) {
  const sheet = byId('sheet-handle').offsetHeight;
  map.fitBounds(payload.bounds, { paddingTopLeft: [8, 8], paddingBottomRight: [8, 8 + sheet], ...options });
}

/** @param {L.LeafletMouseEvent} event @param {number} tolerance */
function marksUnder(event, tolerance) {
  const at = event.layerPoint.subtract(marksCanvas.drawn.min ?? L.point(0, 0));
  return marksCanvas.painted.marksAt(at.x, at.y, tolerance);
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

/** Light the mark under the pointer and its row; choose it by click, and page through those beneath. */
function followPointer() {
  map.on('mousemove', (event) => {
    const [first] = marksUnder(event, 2);
    const house = first === undefined ? houseAt(...pointerWorld(event, 6)) : -1;
    map.getContainer().classList.toggle('can-choose', first !== undefined || house >= 0);
    pointAt(first ?? null, 'map');
    showHint(hintUnder(event, first, house), event.containerPoint);
  });
  map.on('mouseout', () => {
    pointAt(null, 'map');
    showHint(null, L.point(0, 0));
  });
  map.on('click', (event) => {
    const found = marksUnder(event, L.Browser.touch ? 12 : 5);
    if (!found.length) {
      const house = houseAt(...pointerWorld(event, L.Browser.touch ? 14 : 7));
      if (house >= 0) chooseHouse(house);
      else chooseEvent(null);
      return;
    }
    const current = state.event === null ? -1 : found.indexOf(EVENT_INDEX.get(state.event) ?? -1);
    chooseEvent(found[(current + 1) % found.length]);
  });
}

/**
 * What the pointer is on, in words: an event, a house, a column, the front.
 * @param {L.LeafletMouseEvent} event
 * @param {number | undefined} i
 * @param {number} house
 */
function hintUnder(event, i, house) {
  if (i !== undefined) return `${titleOf(i)} – ${PLACES.name_1871[EVENTS.place[i]]}`;
  if (house >= 0) return houseHint(house);
  return columnHint(...pointerWorld(event, 6)) ?? frontHint(...pointerWorld(event, 9));
}

/**
 * @param {string | null} text
 * @param {L.Point} at
 */
export function showHint(text, at) {
  const hint = byId('hint');
  hint.hidden = text === null;
  if (text === null) return;
  hint.textContent = text;
  const right = at.x > map.getSize().x / 2;
  hint.style.left = right ? '' : `${at.x + 14}px`;
  hint.style.right = right ? `${map.getSize().x - at.x + 14}px` : '';
  hint.style.top = `${at.y + 12}px`;
}

/** @type {'map' | 'list'} */
let pointedFrom = 'map';

/**
 * Point at an event from the map or from its row.
 * @param {number | null} i
 * @param {'map' | 'list'} from
 */
export function pointAt(i, from) {
  // Who lit an event puts it out: a pointer that goes from the map to a row enters the row before it leaves the map.
  if (i === null && from !== pointedFrom) return;
  pointedFrom = from;
  if (pointed === i) return;
  setPointed(i);
  marksCanvas.redraw();
  rest();
  lightRow(from === 'map' ? i : null);
}

/** Where the chosen event or house is. @returns {L.LatLng | null} */
function chosenSpot() {
  const i = chosenEvent();
  const k = state.house === null ? undefined : HOUSE_INDEX.get(state.house);
  if (i >= 0) return L.latLng(PLACES.lat[EVENTS.place[i]], PLACES.lon[EVENTS.place[i]]);
  return k === undefined ? null : L.latLng(HOUSES.lat[k], HOUSES.lon[k]);
}

/** Bring the chosen event or house into the middle of what the map leaves free. */
export function showChosen() {
  const at = chosenSpot();
  if (!at) showSquare();
  else if (state.house === null) showSpot(at, 13, 14);
  else showSpot(at, 15, 16);
}

/**
 * Zoom about what is chosen, if it is in sight: it stays where it is; else about the middle.
 * @param {number} steps
 */
export function zoomBy(steps) {
  const at = chosenSpot();
  const zoom = map.getZoom() + steps * (map.options.zoomDelta ?? 1);
  if (at && map.getBounds().contains(at)) map.setZoomAround(at, zoom);
  else map.setZoom(zoom);
}

/**
 * @param {L.LatLng} at
 * @param {number} enough the zoom that will do
 * @param {number} wanted the zoom to go to otherwise
 */
export function showSpot(at, enough, wanted) {
  const zoom = Math.max(map.getZoom(), wanted);
  const [left, below] = coveredByCard();
  const target = map.project(at, zoom).add([-left / 2, below / 2]);
  const centre = map.unproject(target, zoom);
  const seen = map.latLngToContainerPoint(at);
  const size = map.getSize();
  const comfortable =
    map.getZoom() >= enough &&
    seen.x > left + 40 &&
    seen.y > 60 &&
    seen.x < size.x - 40 &&
    seen.y < size.y - below - 40;
  if (!comfortable) map.setView(centre, zoom, { animate: !reducedMotion.matches });
}

/** Pixels of the map that the open card hides: [from the left, from below]. @returns {[number, number]} */
function coveredByCard() {
  const card = byId('card');
  if (card.hidden) return [0, 0];
  const box = card.getBoundingClientRect();
  const frame = map.getContainer().getBoundingClientRect();
  if (box.width > frame.width * 0.8)
    return [0, Math.max(0, Math.min(frame.bottom - box.top, frame.height * 0.7))];
  return [Math.max(0, box.right - frame.left), 0];
}
