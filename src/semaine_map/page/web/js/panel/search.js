/* One box for names of then and now, addresses, people and events; it jumps there and then. */

import { chooseEvent, chooseHouse } from '../core/choosing.js';
import { isAfterWeek, isOfDay, statusOn } from '../core/days.js';
import { announce, byId, el, on, reducedMotion } from '../core/dom.js';
import { passing } from '../core/filters.js';
import { boundsOf } from '../core/geometry.js';
import { EVENTS, eventsAt, HOUSES } from '../core/payload.js';
import { choosePerson, eventsOf } from '../core/people.js';
import { latLngOf } from '../core/projection.js';
import { noFilters, setState, state } from '../core/state.js';
import { dateText, numberText, t, titleOf } from '../core/words.js';
import { ground } from '../map/ground.js';
import { isBurnt } from '../map/houses.js';
import { houseIcon } from '../map/icons.js';
import { map } from '../map/map.js';
import { PLACE_X, PLACE_Y } from '../map/placing.js';
import { iconOf } from '../map/signs.js';
import { find } from './index.js';

/** @type {ReturnType<typeof find>} */
let found = [];
let active = -1;

export function startSearch() {
  const input = /** @type {HTMLInputElement} */ (byId('search'));
  on(input, 'input', () => showFound(find(input.value)));
  on(input, 'focus', () => {
    if (input.value) showFound(find(input.value));
  });
  on(input, 'blur', () => closeFound());
  on(input, 'keydown', (event) => searchKey(event, input));
  on(byId('found'), 'pointerdown', (event) => event.preventDefault());
  on(byId('found'), 'click', (event) => {
    const option = event.target.closest('[role="option"]');
    if (option) take(Number(option.dataset.row));
  });
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLInputElement} input
 */
function searchKey(event, input) {
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    if (!found.length) return;
    const step = event.key === 'ArrowDown' ? 1 : active < 0 ? 0 : -1;
    active = (active + step + found.length) % found.length;
    lightOption();
  } else if (event.key === 'Enter') {
    event.preventDefault();
    if (found.length) take(Math.max(0, active));
  } else if (event.key === 'Escape') {
    event.preventDefault();
    if (byId('found').hidden) input.value = '';
    closeFound();
  }
}

/** @param {ReturnType<typeof find>} results */
function showFound(results) {
  found = results;
  active = -1;
  const input = /** @type {HTMLInputElement} */ (byId('search'));
  const list = byId('found');
  const options = results.map((entry, k) => {
    const event = entry.kind === 'event';
    const icon = event
      ? iconOf(entry.row, 'today')
      : entry.kind === 'house'
        ? houseIcon(isBurnt(entry.row))
        : el('span', { class: 'pin', 'aria-hidden': 'true' });
    const note = event
      ? `${eventDate(entry.row)} · ${entry.also}`
      : entry.kind === 'house'
        ? houseNote(entry.row)
        : entry.kind === 'place'
          ? placeNote(entry)
          : entry.kind === 'person'
            ? personNote(entry.row)
            : entry.also || t('found_street');
    return el('li', { role: 'option', id: `found-${k}`, 'data-row': k, 'aria-selected': 'false' }, [
      icon,
      el('span', { class: 'what' }, [
        el('span', { text: event ? titleOf(entry.row) : entry.name }),
        el('span', { class: 'where', text: note }),
      ]),
    ]);
  });
  if (!options.length && input.value.trim().length > 1) {
    options.push(
      el('li', { role: 'option', 'aria-disabled': 'true', class: 'empty', text: t('nothing_found') }),
    );
  }
  if (input.value.trim()) announce(results.length ? t('n_found', { n: results.length }) : t('nothing_found'));
  list.replaceChildren(...options);
  list.hidden = !options.length;
  input.setAttribute('aria-expanded', String(!list.hidden));
  input.removeAttribute('aria-activedescendant');
}

/**
 * How much happened at a place, and its name of today without repeating that of 1871.
 * @param {ReturnType<typeof find>[number]} entry
 */
function placeNote({ row, name, also }) {
  const n = eventsAt(row).length;
  const count = n === 1 ? t('one_event') : n ? t('n_events', { n: numberText(n) }) : t('found_place');
  const today = also.startsWith(`${name} (`) ? also.slice(name.length + 2, -1) : also;
  return [count, today === name ? '' : today].filter(Boolean).join(' · ');
}

/** @param {number} k */
const houseNote = (k) =>
  [t(`house_${HOUSES.status[k]}`), HOUSES.named[k], HOUSES.name_today[k]].filter(Boolean).join(' · ');

/** @param {number} p */
const personNote = (p) => {
  const n = eventsOf(p).length;
  return [t('person'), n === 1 ? t('one_event') : t('n_events', { n: numberText(n) })].join(' · ');
};

/** The date of an event; one after the last day says so. @param {number} i */
const eventDate = (i) =>
  isAfterWeek(i) ? `${dateText(EVENTS.start[i])}, ${t('after_the_week')}` : dateText(EVENTS.start[i]);

function closeFound() {
  byId('found').hidden = true;
  const input = byId('search');
  input.setAttribute('aria-expanded', 'false');
  input.removeAttribute('aria-activedescendant');
}

function lightOption() {
  byId('found')
    .querySelectorAll('[role="option"]')
    .forEach((option, k) => {
      option.setAttribute('aria-selected', String(k === active));
      if (k === active) option.scrollIntoView({ block: 'nearest' });
    });
  byId('search').setAttribute('aria-activedescendant', `found-${active}`);
}

/**
 * Go to what was found: an event on its day; a place with the first thing that happened there; a street.
 * @param {number} k
 */
function take(k) {
  const entry = found[k];
  if (!entry) return;
  closeFound();
  if (entry.kind === 'event') {
    makeVisible(entry.row);
    chooseEvent(entry.row);
    byId('card').focus();
    return;
  }
  if (entry.kind === 'person') {
    choosePerson(entry.row);
    byId('card').focus();
    return;
  }
  if (entry.kind === 'house') {
    chooseHouse(entry.row);
    byId('card').focus();
    return;
  }
  if (entry.kind === 'place') {
    const here = eventsAt(entry.row).filter((i) => passing[i]);
    const now =
      here.find((i) => isOfDay(state.day, i)) ?? here.find((i) => statusOn(state.day, i) !== '') ?? here[0];
    if (now !== undefined) {
      chooseEvent(now);
      byId('card').focus();
      return;
    }
  }
  pinPoint(whereIs(entry), entry.name);
}

/** An event found must be seen: filters that hide it give way. @param {number} i */
function makeVisible(i) {
  if (!passing[i]) setState({ filters: noFilters() });
}

/**
 * @param {ReturnType<typeof find>[number]} entry
 * @returns {Path[]}
 */
function whereIs(entry) {
  if (entry.kind === 'street') return ground.streets[entry.row].paths;
  return [Float64Array.of(PLACE_X[entry.row], PLACE_Y[entry.row])];
}

/**
 * Show a street or a point that has no event of its own.
 * @param {Path[]} paths
 * @param {string} name
 */
function pinPoint(paths, name) {
  setState({ event: null, view: 'map' });
  setState({ pin: paths }, { address: 'keep' });
  const [west, north, east, south] = boundsOf(paths);
  const bounds = L.latLngBounds(latLngOf(west, north), latLngOf(east, south));
  map.fitBounds(bounds, { maxZoom: 15.5, padding: [60, 60], animate: !reducedMotion.matches });
  announce(t('shown_on_map', { name }));
}
