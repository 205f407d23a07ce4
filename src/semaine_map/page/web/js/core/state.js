/* The one owner of what is shown: every control writes here and listens here. */

import { leaving } from './leaving.js';
import { DAYS, EVENT_INDEX, PERSON_INDEX, partsIn, payload } from './payload.js';

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
  claimed: null,
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
  part: null,
  filters: noFilters(),
  view: 'map',
  playing: false,
  scene: null,
  short: false,
  pace: 150,
  presenting: false,
  speed: 1,
  pointed: null,
  pointedFrom: 'map',
  find: null,
  person: null,
  group: null,
  framed: false,
  signs: false,
  evenings: false,
  at: null,
};

/** What has a card, one at a time. */
export const CARDS = /** @type {const} */ (['event', 'house', 'square', 'find', 'group']);

/**
 * Whether a change leads away from the person whose way is shown.
 * @param {Partial<AtlasState>} rest
 */
function leavesWay({ event, house, square, find, group, view, day, scene }) {
  if (house || square || find || group || scene || (view && view !== 'map')) return true;
  if (!event) return event === null || (day !== undefined && day !== state.day);
  const p = PERSON_INDEX.get(state.person ?? '') ?? -1;
  return !partsIn(EVENT_INDEX.get(event) ?? -1).some((row) => payload.parts.person[row] === p);
}

/** @typedef {'push' | 'replace' | 'keep'} ToAddress what a change does to the address */
/** @typedef {(changed: Set<string>, address: ToAddress) => void} Listener */

/** @type {Set<{keys: string[], fn: Listener}>} */
const listeners = new Set();

/**
 * Call `fn` whenever one of the keys changes, until the signal says stop.
 * @param {(keyof AtlasState)[]} keys
 * @param {Listener} fn
 * @param {{signal?: AbortSignal}} [options]
 */
export function subscribe(keys, fn, { signal = leaving.signal } = {}) {
  const listener = { keys, fn };
  listeners.add(listener);
  signal.addEventListener('abort', () => listeners.delete(listener), { once: true });
}

/**
 * Change the state and tell who listens.
 * @param {StatePatch} patch
 * @param {{address?: ToAddress}} [options]
 */
export function setState(patch, { address = 'push' } = {}) {
  /** @type {Set<string>} */
  const changed = new Set();
  const { filters, ...rest } = patch;
  // Who goes to another day or view leaves the story.
  const goes = (rest.day ?? state.day) !== state.day || (rest.view ?? state.view) !== state.view;
  if (goes && state.scene !== null && !('scene' in rest)) Object.assign(rest, { scene: null });
  if (rest.scene === null) Object.assign(rest, { presenting: false });
  // One card: what is chosen puts away what was.
  const chosen = CARDS.find((key) => rest[key]);
  if (chosen) for (const key of CARDS) if (key !== chosen) Object.assign(rest, { [key]: null });
  if (rest.view && rest.view !== 'week') rest.evenings = false;
  // A person is followed to events of that person, and left for anything else.
  if (state.person !== null && !('person' in rest) && leavesWay(rest)) rest.person = null;
  // The counted signs of one day, view or choice are not those of another.
  if (['day', 'view', 'part', 'event', 'house', 'square', 'person'].some((key) => key in rest) && !rest.group)
    rest.group = null;
  if (filters) rest.group = null;
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
  for (const { keys, fn } of [...listeners]) {
    if (keys.some((key) => changed.has(key))) fn(changed, address);
  }
}
