/* One box for names of then and now, addresses, people and events; it jumps there and then. */

import { chooseEvent, chooseHouse } from '../core/choosing.js';
import { HAS_NAMES } from '../core/content.js';
import { isAfterWeek } from '../core/days.js';
import { announce, byId, el, on } from '../core/dom.js';
import { passing } from '../core/filters.js';
import { EVENTS, eventsAt, HOUSES, PLACES } from '../core/payload.js';
import { choosePerson, eventsOf, personName } from '../core/people.js';
import { noFilters, setState } from '../core/state.js';
import { dateText, numberText, t, titleOf, translatePage } from '../core/words.js';
import { askedAs } from '../map/finder.js';
import { houseAddress, isBurnt } from '../map/houses.js';
import { houseIcon } from '../map/icons.js';
import { iconOf } from '../map/signs.js';
import { find } from './index.js';
import { asAddress } from './pincard.js';

/** The answers shown, and all of them where these are not all. @type {ReturnType<typeof find>} */
let found = [];
/** @type {ReturnType<typeof find>} */
let allFound = [];
let active = -1;

export function startSearch() {
  const input = /** @type {HTMLInputElement} */ (byId('search'));
  if (!HAS_NAMES) {
    input.dataset.placeholder = 'search_hint_places';
    input.dataset.ariaLabel = 'search_label_places';
    translatePage();
  }
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
    const options = found.length + Number(allFound.length > 0);
    active = (active + step + options) % options;
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

/** So many answers are shown at first. */
const ANSWERS_AT_ONCE = 12;

/**
 * @param {ReturnType<typeof find>} results
 * @param {number} [most]
 */
function showFound(results, most = ANSWERS_AT_ONCE) {
  found = results.length > most + 1 ? results.slice(0, most) : results;
  allFound = found.length < results.length ? results : [];
  active = -1;
  const input = /** @type {HTMLInputElement} */ (byId('search'));
  const list = byId('found');
  const option = { role: 'option', 'aria-selected': 'false' };
  const options = found.map((entry, k) => {
    const { icon, name, note } = describe(entry);
    return el('li', { ...option, id: `found-${k}`, 'data-row': k, 'data-result': entry.kind }, [
      icon,
      el('span', { class: 'what' }, [el('span', { text: name }), el('span', { class: 'where', text: note })]),
    ]);
  });
  if (allFound.length) {
    const k = options.length;
    const text = t('all_found', { n: numberText(results.length) });
    options.push(el('li', { ...option, id: `found-${k}`, 'data-row': k, class: 'empty', text }));
  }
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

/** The sign, the name and the note of an answer. @param {ReturnType<typeof find>[number]} entry */
function describe(entry) {
  if (entry.kind === 'event')
    return {
      icon: iconOf(entry.row, 'today'),
      name: titleOf(entry.row),
      note: `${eventDate(entry.row)} · ${PLACES.name_then[EVENTS.place[entry.row]]}`,
    };
  if (entry.kind === 'house')
    return {
      icon: houseIcon(isBurnt(entry.row)),
      name: houseAddress(entry.row),
      note: houseNote(entry.row),
    };
  const icon = el('span', { class: 'pin', 'aria-hidden': 'true' });
  if (entry.kind === 'person') return { icon, name: personName(entry.row), note: personNote(entry.row) };
  return { icon, name: asAddress(entry.answer.name), note: answerNote(entry.answer) };
}

/**
 * What an answer is, how much happened at it, and its name of today.
 * @param {import('../core/gazetteer.js').Answer} answer
 */
function answerNote({ name, today: now, place, street, number }) {
  const n = place >= 0 ? eventsAt(place).length : 0;
  const what = number !== null ? 'found_address' : street >= 0 ? 'found_street' : 'found_place';
  const count = n === 1 ? t('one_event') : n ? t('n_events', { n: numberText(n) }) : t(what);
  const today = now.startsWith(`${name} (`) ? now.slice(name.length + 2, -1) : now;
  return [count, today === name ? '' : asAddress(today)].filter(Boolean).join(' · ');
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
 * Go to what was found: an event on its day, a person's way, a house, or an address with its pin.
 * @param {number} k
 */
function take(k) {
  if (k === found.length && allFound.length) {
    showFound(allFound, Infinity);
    active = k;
    lightOption();
    return;
  }
  const entry = found[k];
  if (!entry) return;
  closeFound();
  if (entry.kind === 'event') {
    makeVisible(entry.row);
    chooseEvent(entry.row);
  } else if (entry.kind === 'house') chooseHouse(entry.row);
  else if (entry.kind === 'person') choosePerson(entry.row);
  else {
    setState({ find: askedAs(entry.answer), view: 'map' });
    announce(t('shown_on_map', { name: asAddress(entry.answer.name) }));
  }
  byId('card').focus();
}

/** An event found must be seen: filters that hide it give way. @param {number} i */
function makeVisible(i) {
  if (!passing[i]) setState({ filters: noFilters() });
}
