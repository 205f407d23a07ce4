/* Every view is an address: #1871-05-24/<event>?view=table&certainty=likely … */

import { homeDay, isAfterWeek } from './days.js';
import { afterPaint } from './dom.js';
import { nameMeant, splitHash } from './hash.js';
import { ownLanguage } from './language.js';
import { leaving } from './leaving.js';
import {
  DAY_PARTS,
  DAYS,
  DENSITY,
  EVENT_INDEX,
  EVENTS,
  HOUSE_INDEX,
  PERSON_INDEX,
  payload,
  SOURCES,
} from './payload.js';
import { eventsOf } from './people.js';
import { readPosition } from './position.js';
import { patchOfScene, SCENES } from './scenes.js';
import { squareNamed } from './squares.js';
import { LAYERS, noFilters, setState, state, subscribe } from './state.js';

/** Numbers that a place may have; 0 is outside the city. */
export const ARRONDISSEMENTS = [0, ...payload.arrondissements.map(({ number }) => number)];

/** Choices in the address that counts cannot answer. */
const NOT_COUNTED = ['certainty', 'witness', 'actor', 'claimed', 'arrondissement', 'part'];

/** Spell the state as an address. */
export function addressOf() {
  const { filters } = state;
  const query = new URLSearchParams();
  if (state.lang !== ownLanguage()) query.set('lang', state.lang);
  if (state.at !== null) query.set('at', state.at);
  if (state.scene !== null) {
    if (state.short) query.set('version', 'short');
    return `#story/${state.scene}${withMark(query)}`;
  }
  if (state.view !== 'map') query.set('view', state.evenings ? 'evenings' : state.view);
  if (state.view === 'week' && state.signs) query.set('signs', 'yes');
  if (state.part !== null) query.set('part', state.part);
  if (state.framed) query.set('list', 'frame');
  if (filters.certainty !== 'all') query.set('certainty', filters.certainty);
  if (filters.source) query.set('witness', filters.source);
  if (filters.kinds) query.set('kinds', [...filters.kinds].join('.'));
  if (filters.actor) query.set('actor', filters.actor);
  if (filters.claimed) query.set('claimed', filters.claimed);
  if (filters.arrondissement !== null) query.set('arrondissement', String(filters.arrondissement));
  const off = LAYERS.filter((layer) => !filters.layers.has(layer));
  if (off.length) query.set('without', off.join('.'));
  const { event, house, square, find } = state;
  const chosen =
    find !== null
      ? `find/${find}`
      : square !== null
        ? `square/${square}`
        : house !== null
          ? `house/${house}`
          : (event ?? '');
  const path = chosen ? `/${chosen.split('/').map(encodeURIComponent).join('/')}` : '';
  const first = state.person === null ? state.day : `person/${encodeURIComponent(state.person)}`;
  return `#${first}${path}${withMark(query)}`;
}

/** @param {URLSearchParams} query */
const withMark = (query) => (query.size ? `?${String(query).replaceAll('%2C', ',')}` : '');

/** Whether the address that is still to be written makes a new entry in the history; null when none is. @type {boolean | null} */
let addressDue = null;

/**
 * Write the address once the frame is painted: to the browser that is a slow call, and the map comes first.
 * @param {boolean} push a new entry in the history, for steps a reader may want to take back
 */
export function writeAddress(push) {
  if (addressDue === null) afterPaint(putAddress);
  addressDue = addressDue || (push && !state.playing);
}

function putAddress() {
  const push = addressDue;
  addressDue = null;
  const address = addressOf();
  if (address === location.hash) return;
  try {
    // In a frame the way back is that of the page around it.
    if (push && window.parent === window) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  } catch {
    // In a srcdoc frame (Jupyter) and in some viewers history throws: the atlas goes on without addresses.
  }
}

/**
 * Read an address; what it does not say, or says wrongly, falls back to the plain view.
 * @param {string} hash
 * @returns {StatePatch}
 */
export function readAddress(hash) {
  const { parts, query } = splitHash(hash);
  const [first, ...rest] = parts;
  const isPerson = nameMeant(first, (name) => name === 'person') !== null;
  const person = isPerson ? nameMeant(rest[0] ?? '', (id) => PERSON_INDEX.has(id)) : null;
  const tail = person === null ? rest : rest.slice(1);
  const lang = payload.languages.find((one) => one === query.get('lang'));
  const at = readPosition(query.get('at')) ? query.get('at') : null;
  const isStory = nameMeant(first, (name) => name === 'story') !== null;
  const scene = isStory && nameMeant(tail[0] ?? '1', (n) => SCENES[Number(n) - 1] !== undefined);
  if (scene)
    return {
      ...patchOfScene(Number(scene)),
      ...(lang && { lang }),
      short: query.get('version') === 'short',
      at,
      filters: noFilters(),
    };
  if (DENSITY) for (const key of NOT_COUNTED) query.delete(key);
  const plain = noFilters();
  const certainty = query.get('certainty');
  const source = query.get('witness');
  const kinds = query.get('kinds');
  const actor = query.get('actor');
  const arrondissement = Number(query.get('arrondissement') ?? 'none');
  const part = query.get('part');
  const claimed = query.get('claimed');
  const view = query.get('view');
  const off = new Set((query.get('without') ?? '').split('.'));
  const isHouse = tail[0] === 'house' && tail.length > 1;
  const isSquare = tail[0] === 'square' && tail.length === 2;
  const isFind = tail[0] === 'find' && tail.length > 1;
  const event = isHouse || isSquare || isFind ? null : nameMeant(tail.join('/'), (id) => EVENT_INDEX.has(id));
  const late = event !== null && isAfterWeek(EVENT_INDEX.get(event) ?? -1);
  const isSquareName = (/** @type {string} */ name) => squareNamed(name, DENSITY?.level ?? -1) !== null;
  return {
    scene: null,
    at,
    person,
    day: dayMeant(first, person, event),
    event,
    house: isHouse ? nameMeant(tail.slice(1).join('/'), (id) => HOUSE_INDEX.has(id)) : null,
    square: isSquare ? nameMeant(tail[1], isSquareName) : null,
    find: isFind ? tail.slice(1).join('/') : null,
    part: part !== null && DAY_PARTS.includes(part) ? part : null,
    ...(lang && { lang }),
    view: late || view === 'evenings' ? 'week' : view === 'table' || view === 'week' ? view : 'map',
    evenings: view === 'evenings',
    signs: query.get('signs') === 'yes',
    framed: query.get('list') === 'frame' && !DENSITY,
    filters: {
      ...plain,
      certainty: certainty === 'likely' || certainty === 'certain' ? certainty : 'all',
      source: source && SOURCES.id.includes(source) ? source : null,
      kinds: kinds === null ? null : new Set(kinds.split('.').filter(Boolean)),
      actor: actor && EVENTS.actor.includes(actor) ? actor : null,
      claimed: claimed === 'speak' || claimed === 'differ' ? claimed : null,
      arrondissement: ARRONDISSEMENTS.includes(arrondissement) ? arrondissement : null,
      layers: new Set(LAYERS.filter((layer) => !off.has(layer))),
    },
  };
}

/**
 * The day that an address names, or on which the way of a person begins, or leads to an event.
 * @param {string} name
 * @param {string | null} person
 * @param {string | null} event
 */
function dayMeant(name, person, event) {
  if (person === null) return nameMeant(name, (day) => DAYS.includes(day)) ?? DAYS[0];
  return homeDay(EVENT_INDEX.get(event ?? '') ?? eventsOf(PERSON_INDEX.get(person) ?? -1)[0]);
}

/** Follow back, forward and hand-typed addresses. */
export function followAddress() {
  const { signal } = leaving;
  const follow = () => setState({ ...readAddress(location.hash), playing: false }, { address: 'keep' });
  window.addEventListener('popstate', follow, { signal });
  window.addEventListener('hashchange', follow, { signal });
  subscribe(
    [
      'day',
      'event',
      'house',
      'square',
      'find',
      'person',
      'part',
      'filters',
      'view',
      'signs',
      'evenings',
      'framed',
      'lang',
      'playing',
      'speed',
      'scene',
      'short',
      'at',
    ],
    (changed, address) => {
      if (address === 'keep') return;
      const isStep = ['day', 'event', 'house', 'square', 'find', 'person', 'scene'].some((key) =>
        changed.has(key),
      );
      writeAddress(address === 'push' && isStep);
    },
  );
  // The first view has an address too, so that it can be copied; a wrong one is put right.
  writeAddress(false);
}
