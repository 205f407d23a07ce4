/* The map itself: its frame, its zoom, and how to bring a spot into what is free of it. */

import { chosenEvent } from '../core/choosing.js';
import { byId, on, reducedMotion } from '../core/dom.js';
import { leaving } from '../core/leaving.js';
import { EVENTS, HOUSE_INDEX, HOUSES, PLACES, payload } from '../core/payload.js';
import { state } from '../core/state.js';

/** @type {L.Map} */
export let map;

/**
 * Make the map, empty.
 * @param {() => void} appear called when a map that had no room at first has some
 */
export function startMap(appear) {
  const still = reducedMotion.matches;
  map = L.map('map', {
    zoomControl: false,
    attributionControl: false,
    keyboard: false, // The arrows step the days; keys.js gives + and − and Shift with arrows to the map.
    zoomSnap: 0.25,
    zoomDelta: 0.75,
    wheelPxPerZoomLevel: 90,
    minZoom: 0,
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
    ['moving', 430],
    ['marks', 450],
    ['lit', 460],
  ])) {
    map.createPane(name).style.zIndex = String(z);
  }
  if (hasRoom()) {
    allowFit();
    fitCity({ animate: false });
  } else {
    // In a closed fold or a hidden frame there is no room to fit the city into: that comes when it appears.
    map.setView(L.latLngBounds(payload.bounds).getCenter(), map.getMinZoom());
    map.once('resize', () => {
      allowFit();
      fitCity({ animate: false });
      appear();
    });
  }
  L.control.scale({ imperial: false, position: 'bottomleft' }).addTo(map);
  if (window.parent !== window) beGoodGuest();
  const resized = new ResizeObserver(() => {
    if (!hasRoom()) return;
    map.invalidateSize({ animate: false });
    allowFit();
  });
  resized.observe(byId('map'));
  leaving.signal.addEventListener('abort', () => {
    resized.disconnect();
    map.remove();
  });
  on(byId('zoom-in'), 'click', () => zoomBy(1));
  on(byId('zoom-out'), 'click', () => zoomBy(-1));
  on(byId('zoom-fit'), 'click', () => fitCity());
}

/** From a city's bounds one may step back as far as this, from wider ones until they fit. */
const LEAST_ZOOM = 10.5;

/** A village or the world: the whole of the record can be seen, and a little around it. */
function allowFit() {
  // Leaflet finds no zoom below that which an earlier, larger window allowed.
  map.options.minZoom = 0;
  const fit = map.getBoundsZoom(payload.bounds);
  map.setMinZoom(Math.max(0, Math.min(LEAST_ZOOM, fit - 0.5)));
}

function hasRoom() {
  const { clientWidth, clientHeight } = byId('map');
  return clientWidth > 0 && clientHeight > 0;
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
export function fitCity(options = {}) {
  const sheet = byId('sheet-handle').offsetHeight;
  map.fitBounds(payload.bounds, { paddingTopLeft: [8, 8], paddingBottomRight: [8, 8 + sheet], ...options });
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

/** Where the chosen event or house is. @returns {L.LatLng | null} */
export function chosenSpot() {
  const i = chosenEvent();
  const k = state.house === null ? undefined : HOUSE_INDEX.get(state.house);
  if (i >= 0) return L.latLng(PLACES.lat[EVENTS.place[i]], PLACES.lon[EVENTS.place[i]]);
  return k === undefined ? null : L.latLng(HOUSES.lat[k], HOUSES.lon[k]);
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
 * @returns {boolean} whether the map goes there as it would from the whole city
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
  // What an address names is there from the first picture on; only what a reader chooses later is flown to.
  const animate = byId('atlas').dataset.ready === 'true' && !reducedMotion.matches;
  if (!comfortable) map.setView(centre, zoom, { animate });
  return !comfortable && zoom === wanted;
}

/** Show the places of some events as near as they allow. @param {number[]} rows */
export function fitPlaces(rows) {
  if (!rows.length) return;
  fitBox(L.latLngBounds(rows.map((i) => L.latLng(PLACES.lat[EVENTS.place[i]], PLACES.lon[EVENTS.place[i]]))));
}

/** Show a box in what the open card leaves free. @param {L.LatLngBounds} box */
export function fitBox(box) {
  const [left, below] = coveredByCard();
  map.fitBounds(box, {
    maxZoom: 16.5,
    paddingTopLeft: [left + 24, 20],
    paddingBottomRight: [24, below + 20],
    animate: !reducedMotion.matches,
  });
}

/** Pixels of the map that the open card hides: [from the left, from below]. @returns {[number, number]} */
function coveredByCard() {
  const card = byId('card');
  if (card.hidden) return [0, 0];
  const box = card.getBoundingClientRect();
  const around = map.getContainer().getBoundingClientRect();
  if (box.width > around.width * 0.8)
    return [0, Math.max(0, Math.min(around.bottom - box.top, around.height * 0.7))];
  return [Math.max(0, box.right - around.left), 0];
}
