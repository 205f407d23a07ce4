/* Whose way is shown, and through which events it leads. */

import { homeDay, isUndated } from './days.js';
import { EVENTS, PEOPLE, PERSON_INDEX, partsOf, payload } from './payload.js';
import { setState, state } from './state.js';

/** The row of the person whose way is shown, or -1. */
export const chosenPerson = () => (state.person === null ? -1 : (PERSON_INDEX.get(state.person) ?? -1));

/** What a person is called, in the language chosen. @param {number} p */
export const personName = (p) => (state.lang === 'fr' && PEOPLE.name_fr[p]) || PEOPLE.name[p];

/**
 * The events of a person in their order, each once, those of no known day last.
 * @param {number} p
 */
export function eventsOf(p) {
  const all = [...new Set(partsOf(p).map((row) => payload.parts.event[row]))];
  return [...all.filter((i) => !isUndated(i)), ...all.filter(isUndated)];
}

/** The part that a person has in an event. @param {number} p @param {number} i */
export const partsPlayed = (p, i) =>
  partsOf(p)
    .filter((row) => payload.parts.event[row] === i)
    .map((row) => payload.parts.part[row]);

/** Whether a person is known by what he or she saw. @param {number} p */
export function isWalker(p) {
  const rows = partsOf(p);
  return rows.filter((row) => payload.parts.part[row] === 'witness').length > rows.length / 2;
}

/** Show the card and the way of a person. @param {number} p */
export function choosePerson(p) {
  const [first] = eventsOf(p);
  setState({ person: payload.people.id[p], event: null, day: homeDay(first), part: null, view: 'map' });
}

/**
 * Follow a person to an event, on the day that it is of.
 * @param {number} p
 * @param {number} i
 */
export const followTo = (p, i) =>
  setState({
    person: payload.people.id[p],
    event: EVENTS.id[i],
    day: homeDay(i),
    part: null,
    view: 'map',
  });
