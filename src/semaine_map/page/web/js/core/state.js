/* The one owner of what is shown: every control writes here and listens here. */

import { HOUSES } from '../map/houses.js';
import { writeAddress } from './address.js';
import { DAYS, EVENT_INDEX, EVENTS, homeDay, isAfterWeek, statusOn } from './payload.js';

export const LAYERS = [
  'barricades',
  'fires',
  'houses',
  'executions',
  'fighting',
  'headquarters',
  'others',
  'arrondissements',
  'control',
  'columns',
];

/** @returns {Filters} */
export const noFilters = () => ({
  certainty: 'all',
  source: null,
  kinds: null,
  actor: null,
  arrondissement: null,
  layers: new Set(LAYERS),
});

/** @type {AtlasState} */
export const state = {
  day: DAYS[0],
  event: null,
  house: null,
  square: null,
  lang: 'en',
  hour: null,
  filters: noFilters(),
  view: 'map',
  playing: false,
  speed: 1,
};

/** @type {Set<{keys: string[], fn: (changed: Set<string>) => void}>} */
const listeners = new Set();

/** Aborted when the page goes: every listener leaves with it. */
export const leaving = new AbortController();

/**
 * Call `fn` whenever one of the keys changes, until the signal says stop.
 * @param {(keyof AtlasState)[]} keys
 * @param {(changed: Set<string>) => void} fn
 * @param {{signal?: AbortSignal}} [options]
 */
export function subscribe(keys, fn, { signal = leaving.signal } = {}) {
  const listener = { keys, fn };
  listeners.add(listener);
  signal.addEventListener('abort', () => listeners.delete(listener), { once: true });
}

/**
 * Change the state, write the address, tell who listens.
 * @param {StatePatch} patch
 * @param {{address?: 'push' | 'replace' | 'keep'}} [options]
 */
export function setState(patch, { address = 'push' } = {}) {
  /** @type {Set<string>} */
  const changed = new Set();
  const { filters, ...rest } = patch;
  // One card: an event chosen puts a house or a square away, and the other way round.
  if (rest.event) Object.assign(rest, { house: null, square: null });
  else if (rest.house) Object.assign(rest, { event: null, square: null });
  else if (rest.square) Object.assign(rest, { event: null, house: null });
  for (const [key, value] of Object.entries(rest)) {
    if (Reflect.get(state, key) === value) continue;
    Reflect.set(state, key, value);
    changed.add(key);
  }
  if (filters) {
    state.filters = { ...state.filters, ...filters };
    changed.add('filters');
  }
  if (!changed.size) return;
  if (address !== 'keep')
    writeAddress(address === 'push' && ['day', 'event', 'house', 'square'].some((key) => changed.has(key)));
  for (const { keys, fn } of [...listeners]) {
    if (keys.some((key) => changed.has(key))) fn(changed);
  }
}

/**
 * Work out what another day would show: the day is set and set back before anyone is told.
 * @template T
 * @param {string} day
 * @param {() => T} fn
 * @returns {T}
 */
export function asIfOn(day, fn) {
  const shown = state.day;
  state.day = day;
  try {
    return fn();
  } finally {
    state.day = shown;
  }
}

/**
 * Show a day; an event chosen on another day stays chosen only if it is already on this one.
 * @param {string} day
 * @param {number | null} [hour]
 */
export function goToDay(day, hour = null) {
  if (!DAYS.includes(day)) return;
  const i = state.event === null ? -1 : (EVENT_INDEX.get(state.event) ?? -1);
  const keep = i >= 0 && statusOn(day, i) !== '';
  setState({
    day,
    event: keep ? state.event : null,
    hour,
    view: state.view === 'week' ? 'map' : state.view,
  });
}

/** @param {number} step */
export function stepDay(step) {
  const next = DAYS[DAYS.indexOf(state.day) + step];
  if (next) goToDay(next);
}

/**
 * Choose an event and the day it belongs to, unless it is already in sight.
 * @param {number | null} i
 */
export function chooseEvent(i) {
  if (i === null) {
    setState({ event: null, house: null, square: null });
    return;
  }
  if (isAfterWeek(i)) {
    setState({ event: EVENTS.id[i], view: 'week' });
    return;
  }
  const inSight = statusOn(state.day, i) !== '';
  const view = state.view === 'week' ? 'map' : state.view;
  setState({ event: EVENTS.id[i], day: inSight ? state.day : homeDay(i), view });
}

/**
 * Choose a damaged house, on the shown day unless it burned later.
 * @param {number} k
 */
export function chooseHouse(k) {
  const event = HOUSES.event[k];
  const burned = event === null ? state.day : EVENTS.start[event];
  const day = burned > state.day && DAYS.includes(burned) ? burned : state.day;
  setState({ house: HOUSES.id[k], day, view: state.view === 'table' ? 'map' : state.view });
}
