/* What is known of an event on a day: read from what Python hands over, never computed here. */

import { comesAfter } from './dates.js';
import { DAYS, EVENTS, payload } from './payload.js';

/**
 * Read the status that Python gave an event on a day; the browser never computes history.
 * @param {string} day
 * @param {number} i
 * @returns {Status}
 */
export function statusOn(day, i) {
  return payload.status_letters[payload.states[day]?.charAt(i) ?? '.'] ?? '';
}

/** What stands, burns, is fought over or happens on a day, or may (history/days.py, `is_of`). @type {Set<Status>} */
const OF_DAY = new Set(['standing', 'fought', 'burning', 'today', 'undated']);

/**
 * Say whether an event belongs to the day's own chronicle rather than to what came before.
 * @param {string} day
 * @param {number} i
 */
export function isOfDay(day, i) {
  if (EVENTS.step[i] === day) return true;
  return OF_DAY.has(statusOn(day, i));
}

/**
 * Say whether an event came after the last day: only the week's view and the search know it.
 * @param {number} i
 */
export const isAfterWeek = (i) => comesAfter(EVENTS.step[i], DAYS[DAYS.length - 1]);

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

/**
 * Say whether the record knows only that an event fell on some day of a span.
 * @param {number} i
 */
export const isUndated = (i) => EVENTS.undated[i];
