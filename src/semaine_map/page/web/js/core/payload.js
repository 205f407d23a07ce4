import { readPayload } from './unpack.js';

export const payload = await readPayload();

/** Kinds that the record adds, each drawn and filed like one that the page knows. @type {Record<string, string>} */
export const OWN_KINDS = payload.kinds ?? {};

/** @param {string} kind */
export const likeKind = (kind) => OWN_KINDS[kind] ?? kind;

export const DAYS = payload.days;
export const EVENTS = payload.events;
export const PLACES = payload.places;
export const SOURCES = payload.sources;
export const EVENT_COUNT = EVENTS.id.length;

/** @type {Map<string, number>} */
export const EVENT_INDEX = new Map(EVENTS.id.map((id, i) => [id, i]));

/**
 * Gather row numbers under the value of one column: counted, then laid end to end, since a list of its own for each of a
 * hundred thousand is a slow start.
 * @param {(number | null)[]} column
 * @param {number} size
 * @returns {(key: number) => number[]}
 */
export function gather(column, size) {
  const first = new Uint32Array(size + 1);
  for (const key of column) if (key !== null) first[key + 1] += 1;
  for (let key = 0; key < size; key += 1) first[key + 1] += first[key];
  const rows = new Uint32Array(first[size]);
  const next = first.slice();
  column.forEach((key, row) => {
    if (key === null) return;
    rows[next[key]] = row;
    next[key] += 1;
  });
  return (key) => [...rows.subarray(first[key], first[key + 1])];
}

export const eventsAt = gather(EVENTS.place, PLACES.id.length);
export const burialsAt = gather(
  (payload.burials ?? []).map(({ place }) => place),
  PLACES.id.length,
);
export const citationsOf = gather(payload.citations.event, EVENT_COUNT);

/**
 * Read the status that Python gave an event on a day; the browser never computes history.
 * @param {string} day
 * @param {number} i
 * @returns {Status}
 */
export function statusOn(day, i) {
  return payload.status_letters[payload.states[day]?.charAt(i) ?? '.'] ?? '';
}

/**
 * Say whether an event belongs to the day's own chronicle rather than to what came before.
 * @param {string} day
 * @param {number} i
 */
export function isOfDay(day, i) {
  if (EVENTS.start[i] === day) return true;
  const status = statusOn(day, i);
  return status === 'today' || status === 'fought' || status === 'burning' || status === 'undated';
}

/**
 * Say whether an event came after the last day: only the week's view and the search know it.
 * @param {number} i
 */
export const isAfterWeek = (i) => EVENTS.start[i] > DAYS[DAYS.length - 1];

/**
 * Find the day on which to show an event: its first in the week.
 * @param {number} i
 */
export function homeDay(i) {
  return (
    DAYS.find((day) => isOfDay(day, i)) ??
    DAYS.find((day) => statusOn(day, i) !== '') ??
    DAYS[isAfterWeek(i) ? DAYS.length - 1 : 0]
  );
}
