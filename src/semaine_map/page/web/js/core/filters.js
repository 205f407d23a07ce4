/* Which events pass the reader's choices; counted, so that what is hidden is never silent. */

import { isAfterWeek, isOfDay, isUndated, statusOn } from './days.js';
import { layerOf } from './look.js';
import { citationsOf, EVENT_COUNT, EVENTS, PLACES, payload, SOURCES } from './payload.js';
import { isLater } from './scenes.js';
import { state } from './state.js';

/** @type {Record<string, Set<string>>} */
export const CERTAINTIES = {
  all: new Set(['certain', 'less-certain', 'uncertain']),
  likely: new Set(['certain', 'less-certain']),
  certain: new Set(['certain']),
};

/**
 * Say whether a witness speaks of who did it, or whether one says that it was another.
 * @param {number} i
 * @param {'speak' | 'differ'} how
 */
const isClaimed = (i, how) =>
  citationsOf(i).some(
    (row) =>
      payload.citations.about[row] === 'actor' &&
      (how === 'speak' || payload.citations.stance[row] === 'contradicts'),
  );

/**
 * Make a test of the filters, for one pass over all events.
 * @param {Filters} filters
 * @returns {(i: number) => boolean}
 */
function makeTest(filters) {
  const certainties = CERTAINTIES[filters.certainty];
  const source = filters.source === null ? -1 : SOURCES.id.indexOf(filters.source);
  const { kinds, actor, claimed, arrondissement, layers } = filters;
  return (i) => {
    if (!layers.has(layerOf(EVENTS.kind[i]))) return false;
    if (filters.certainty !== 'all' && !certainties.has(EVENTS.certainty[i])) return false;
    if (kinds && !kinds.has(EVENTS.kind[i])) return false;
    if (actor && EVENTS.actor[i] !== actor) return false;
    if (claimed && !isClaimed(i, claimed)) return false;
    if (arrondissement !== null && (PLACES.arrondissement[EVENTS.place[i]] ?? 0) !== arrondissement)
      return false;
    return source < 0 || citationsOf(i).some((row) => payload.citations.source[row] === source);
  };
}

/** @type {Uint8Array} */
export let passing = new Uint8Array(EVENT_COUNT).fill(1);

/** Recompute which events pass; cheap enough to do on each change of a filter, never on a step. */
export function refilter() {
  const test = makeTest(state.filters);
  passing = Uint8Array.from({ length: EVENT_COUNT }, (_, i) => (test(i) ? 1 : 0));
  shownLists.clear();
}

/**
 * Say whether nobody tells at what time of the shown day an event began, while a part of the day is shown: it may have, or not.
 * @param {number} i
 */
export const isOpen = (i) =>
  state.part !== null && state.scene === null && EVENTS.start[i] === state.day && !EVENTS.part[i];

/**
 * List the events shown on a day: those that begin on it, those that go on or end, those known only to be
 * of some day in a span, and what stays from before. In the week's view all are its own, and what came after it.
 * @param {string} day
 * @returns {Shown}
 */
export function eventsShown(day) {
  const key = state.view === 'week' ? 'week' : `${day} ${state.part} ${state.scene}`;
  // Asked for by the list, the marks and the names of one step; worked out once.
  const shown = shownLists.get(key) ?? listShown(day, (i) => passing[i] === 1);
  shownLists.set(key, shown);
  return shown;
}

/** What passes the filters, by day and hour, as far as it was asked for. @type {Map<string, Shown>} */
const shownLists = new Map();

/**
 * @param {string} day
 * @param {(i: number) => boolean} passes
 * @returns {Shown}
 */
function listShown(day, passes) {
  /** @type {Shown} */
  const shown = { own: [], ongoing: [], undated: [], before: [], after: [] };
  if (state.view === 'week') {
    for (let i = 0; i < EVENT_COUNT; i += 1) {
      if (passes(i)) shown[isAfterWeek(i) ? 'after' : isUndated(i) ? 'undated' : 'own'].push(i);
    }
    return shown;
  }
  const letters = payload.states[day] ?? '';
  for (let i = 0; i < EVENT_COUNT; i += 1) {
    if (letters.charCodeAt(i) === 46 || !passes(i) || isLater(i)) continue;
    if (!isOfDay(day, i)) shown.before.push(i);
    else if (isUndated(i)) shown.undated.push(i);
    else shown[EVENTS.step[i] === day ? 'own' : 'ongoing'].push(i);
  }
  return shown;
}

/**
 * What the shown day has, whatever the filters: the key counts what it switches.
 * @returns {Shown}
 */
export const allShown = () => listShown(state.day, () => true);

/**
 * What the shown day would hide under other filters.
 * @param {Partial<Filters>} change
 * @returns {Shown}
 */
export function hiddenBy(change) {
  const test = makeTest({ ...state.filters, ...change });
  const open = makeTest({ ...state.filters, ...change, certainty: 'all' });
  return listShown(state.day, (i) => open(i) && !test(i));
}

/**
 * Say whether an event began on a day in the last part shown.
 * @param {number} i
 * @param {string} day
 */
export const isOfPart = (i, day) =>
  state.part !== null && EVENTS.start[i] === day && EVENTS.part[i] === state.part;

/**
 * What a day makes of an event; in the week's view all have their day, but those that are known to none.
 * @param {number} i
 * @param {string} day
 * @returns {Status}
 */
export const statusShown = (i, day) =>
  state.view !== 'week' ? (isOpen(i) ? 'undated' : statusOn(day, i)) : isUndated(i) ? 'undated' : 'today';
