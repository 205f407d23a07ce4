/* The signs on the map without a pointer: one stop of Tab, the arrows lead from sign to sign, Enter opens. */

import { chooseEvent, pointAt } from '../core/choosing.js';
import { byId, el, on } from '../core/dom.js';
import { statusShown } from '../core/filters.js';
import { EVENTS, PLACES } from '../core/payload.js';
import { setState, state } from '../core/state.js';
import { numberText, signText, t, titleOf, whenText } from '../core/words.js';
import { marksCanvas, marksWatchers } from './canvases.js';
import { map, showHint } from './map.js';

/** Signs are read like lines of writing as high as this, in pixels: along a line, then the next. */
const LINE_HEIGHT = 48;

/** Of more signs those nearest to the middle of the map. */
const MOST_STOPS = 200;

/** @type {Stop[]} */
let stops = [];
let at = 0;

/** At which sign the reader was last, also before the focus went to its card. */
let lastSign = '';

/** @param {Stop} stop */
const lineOf = ({ y }) => Math.floor(y / LINE_HEIGHT);

/** @param {Stop} stop */
const sameSign = ({ rows }) => rows.join(' ');

/** What can be reached in the frame, in the order of reading. @returns {Stop[]} */
function stopsInFrame() {
  const size = map.getSize();
  const corner = map
    .containerPointToLayerPoint([0, 0])
    .subtract(marksCanvas.paintedBounds.min ?? L.point(0, 0));
  const seen = marksCanvas.painted
    .stops()
    .map((stop) => ({ ...stop, x: stop.x - corner.x, y: stop.y - corner.y }))
    .filter(({ x, y }) => x >= 0 && y >= 0 && x <= size.x && y <= size.y);
  const fromMiddle = (/** @type {Stop} */ { x, y }) => Math.hypot(x - size.x / 2, y - size.y / 2);
  if (seen.length > MOST_STOPS)
    seen.sort((a, b) => fromMiddle(a) - fromMiddle(b)).splice(MOST_STOPS, seen.length);
  return seen.sort((a, b) => lineOf(a) - lineOf(b) || a.x - b.x || a.rows[0] - b.rows[0]);
}

/** @param {Stop} stop */
function stopText({ rows, hollow }) {
  const [i] = rows;
  if (rows.length > 1)
    return `${t('n_events', { n: numberText(rows.length) })}${hollow ? `, ${t('day_unknown')}` : ''}`;
  const said = [
    titleOf(i),
    PLACES.name_then[EVENTS.place[i]],
    signText(i, statusShown(i, state.day)),
    whenText(i),
  ];
  return said.join(', ');
}

/** Lay an option over each sign, anew where they have changed. */
function fillStops() {
  const found = stopsInFrame();
  const isSame =
    found.length === stops.length &&
    found.every(
      (stop, n) => sameSign(stop) === sameSign(stops[n]) && stop.x === stops[n].x && stop.y === stops[n].y,
    );
  if (isSame && byId('marks').childElementCount) return;
  stops = found;
  const again = stops.findIndex((stop) => sameSign(stop) === lastSign);
  const chosen = stops.findIndex(({ rows }) => rows.length === 1 && EVENTS.id[rows[0]] === state.event);
  at = Math.max(0, again >= 0 ? again : chosen);
  byId('marks').replaceChildren(
    ...stops.map((stop, n) => {
      const option = el('div', { role: 'option', id: `mark-${n}`, 'aria-selected': 'false' }, [
        el('span', { class: 'off-screen', text: stopText(stop) }),
      ]);
      option.style.cssText = `left:${stop.x}px;top:${stop.y}px;width:${stop.size + 10}px;height:${stop.size + 10}px`;
      return option;
    }),
  );
  lightStop();
}

/** Say and show at which sign the reader is. */
function lightStop() {
  const box = byId('marks');
  box.querySelector('[aria-selected="true"]')?.setAttribute('aria-selected', 'false');
  const stop = stops[at];
  if (!stop) {
    box.removeAttribute('aria-activedescendant');
    return;
  }
  lastSign = sameSign(stop);
  box.children[at].setAttribute('aria-selected', 'true');
  box.setAttribute('aria-activedescendant', `mark-${at}`);
  pointAt(stop.rows.length === 1 ? stop.rows[0] : null, 'map');
  const [i] = stop.rows;
  const hint = stop.rows.length > 1 ? stopText(stop) : `${titleOf(i)} – ${PLACES.name_then[EVENTS.place[i]]}`;
  showHint(hint, L.point(stop.x, stop.y));
}

function leaveStops() {
  stops = [];
  byId('marks').replaceChildren();
  byId('marks').removeAttribute('aria-activedescendant');
  pointAt(null, 'map');
  showHint(null, L.point(0, 0));
}

/** The nearest sign of the next line above or below. @param {number} way 1 below, -1 above */
function onNextLine(way) {
  const here = stops[at];
  const others = stops.filter((stop) => (lineOf(stop) - lineOf(here)) * way > 0);
  if (!others.length) return at;
  const line = lineOf(others[way > 0 ? 0 : others.length - 1]);
  const [nearest] = others
    .filter((stop) => lineOf(stop) === line)
    .sort((a, b) => Math.abs(a.x - here.x) - Math.abs(b.x - here.x));
  return stops.indexOf(nearest);
}

/** Where a key leads; null is no key of the signs. @param {string} key @returns {number | null} */
function stopAfter(key) {
  switch (key) {
    case 'ArrowRight':
      return Math.min(at + 1, stops.length - 1);
    case 'ArrowLeft':
      return Math.max(at - 1, 0);
    case 'ArrowDown':
      return onNextLine(1);
    case 'ArrowUp':
      return onNextLine(-1);
    case 'Home':
      return 0;
    case 'End':
      return stops.length - 1;
    default:
      return null;
  }
}

/** Open the card of the sign, and go on there; Escape leads back. */
function openStop() {
  const { rows } = stops[at];
  if (rows.length > 1) setState({ group: rows }, { address: 'keep' });
  else chooseEvent(rows[0]);
  byId('card').focus();
}

export function startStops() {
  const box = byId('marks');
  const show = (/** @type {Painted['tally']} */ { full, small, bubbles }) => {
    const isHere = box === document.activeElement;
    box.hidden = !isHere && full + small + bubbles === 0;
    // The canvas is moved to its place right after it is painted.
    if (isHere) queueMicrotask(fillStops);
  };
  marksWatchers.add(show);
  show(marksCanvas.painted.tally);
  on(box, 'focus', fillStops);
  on(box, 'blur', leaveStops);
  on(box, 'keydown', (event) => {
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || !stops.length) return;
    const next = stopAfter(event.key);
    const opens = event.key === 'Enter' || event.key === ' ';
    if (next === null && !opens) return;
    event.preventDefault();
    if (opens) openStop();
    else {
      at = next ?? at;
      lightStop();
    }
  });
}
