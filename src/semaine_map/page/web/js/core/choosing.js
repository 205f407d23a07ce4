/* What a reader chooses or points at, and what follows from it. */

import { homeDay, isAfterWeek, statusOn } from './days.js';
import { DAYS, EVENT_INDEX, EVENTS, HOUSES } from './payload.js';
import { setState, state } from './state.js';

/**
 * Show a day; an event chosen on another day stays chosen only if it is already on this one.
 * @param {string} day
 * @param {string | null} [part]
 */
export function goToDay(day, part = null) {
  if (!DAYS.includes(day)) return;
  const i = state.event === null ? -1 : (EVENT_INDEX.get(state.event) ?? -1);
  const keep = i >= 0 && statusOn(day, i) !== '';
  setState({
    day,
    event: keep ? state.event : null,
    part,
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
    // From an event on somebody's way the way back is to that person.
    const person = state.event === null ? null : state.person;
    setState({ event: null, house: null, square: null, find: null, group: null, person });
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
  const burned = event === null ? state.day : EVENTS.step[event];
  const day = burned > state.day && DAYS.includes(burned) ? burned : state.day;
  setState({ house: HOUSES.id[k], day, view: state.view === 'table' ? 'map' : state.view });
}

/** Index of the chosen event, or -1. */
export const chosenEvent = () => (state.event === null ? -1 : (EVENT_INDEX.get(state.event) ?? -1));

/**
 * Point at an event from the map or from its row.
 * @param {number | null} i
 * @param {'map' | 'list'} from
 */
export function pointAt(i, from) {
  // Who lit an event puts it out: a pointer that goes from the map to a row enters the row before it leaves the map.
  if (i === null && from !== state.pointedFrom) return;
  setState({ pointed: i, pointedFrom: from }, { address: 'keep' });
}
