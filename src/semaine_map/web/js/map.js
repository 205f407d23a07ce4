/** Paint names under the marks: on the map the events win. */
const groundCanvas = new CanvasLayer('ground', paintGround);
const tintCanvas = new CanvasLayer('tint', paintTint);
const namesCanvas = new CanvasLayer('names', paintNames);
const marksCanvas = new CanvasLayer('marks', paintMarks);

/** @type {L.Map} */
let map;

/** Make the map and its four canvases. */
function startMap() {
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
  map.fitBounds(payload.bounds, { padding: [8, 8], animate: false });
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
  subscribe(['event', 'day'], () => {
    if (pin.length) setPin([]);
  });
  subscribe(['event'], () => marksCanvas.redraw());
  on(byId('zoom-in'), 'click', () => map.zoomIn());
  on(byId('zoom-out'), 'click', () => map.zoomOut());
  on(byId('zoom-fit'), 'click', () => fitParis());
}

/** In a page of someone else's (a notebook) the wheel and one finger scroll that page, until the map is asked for. */
function beGoodGuest() {
  if (window.matchMedia('(pointer: coarse)').matches) map.dragging.disable();
  map.scrollWheelZoom.disable();
  map.on('click', () => map.scrollWheelZoom.enable());
  map.on('mouseout', () => map.scrollWheelZoom.disable());
}

const fitParis = () => map.fitBounds(payload.bounds, { padding: [8, 8] });

/** @param {L.LeafletMouseEvent} event @param {number} tolerance */
function marksUnder(event, tolerance) {
  const at = event.layerPoint.subtract(marksCanvas.drawn.min ?? L.point(0, 0));
  return marksAt(at.x, at.y, tolerance);
}

/** Light the mark under the pointer and its row; choose it by click, and page through those beneath. */
function followPointer() {
  map.on('mousemove', (event) => {
    const [first] = marksUnder(event, 2);
    map.getContainer().classList.toggle('can-choose', first !== undefined);
    pointAt(first ?? null, 'map');
    showHint(first ?? null, event.containerPoint);
  });
  map.on('mouseout', () => {
    pointAt(null, 'map');
    showHint(null, L.point(0, 0));
  });
  map.on('click', (event) => {
    const found = marksUnder(event, L.Browser.touch ? 12 : 5);
    if (!found.length) {
      chooseEvent(null);
      return;
    }
    const current = state.event === null ? -1 : found.indexOf(EVENT_INDEX.get(state.event) ?? -1);
    chooseEvent(found[(current + 1) % found.length]);
  });
}

/**
 * Name the mark under the pointer.
 * @param {number | null} i
 * @param {L.Point} at
 */
function showHint(i, at) {
  const hint = byId('hint');
  hint.hidden = i === null;
  if (i === null) return;
  hint.textContent = `${titleOf(i)} – ${PLACES.name_1871[EVENTS.place[i]]}`;
  const right = at.x > map.getSize().x / 2;
  hint.style.left = right ? '' : `${at.x + 14}px`;
  hint.style.right = right ? `${map.getSize().x - at.x + 14}px` : '';
  hint.style.top = `${at.y + 12}px`;
}

/**
 * Point at an event from the map or from its row.
 * @param {number | null} i
 * @param {'map' | 'list'} from
 */
function pointAt(i, from) {
  if (pointed === i) return;
  setPointed(i);
  marksCanvas.redraw();
  if (from === 'map') lightRow(i);
}

/** Bring the chosen event into the middle of what the map leaves free. */
function showChosen() {
  const i = state.event === null ? undefined : EVENT_INDEX.get(state.event);
  if (i === undefined) return;
  const place = EVENTS.place[i];
  const at = L.latLng(PLACES.lat[place], PLACES.lon[place]);
  const zoom = Math.max(map.getZoom(), 14);
  const [left, below] = coveredByCard();
  const target = map.project(at, zoom).add([-left / 2, below / 2]);
  const centre = map.unproject(target, zoom);
  const seen = map.latLngToContainerPoint(at);
  const size = map.getSize();
  const comfortable =
    map.getZoom() >= 13 &&
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
