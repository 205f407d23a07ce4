/* Parts that several cards share: facts, links to events, references. */

import { chooseEvent } from '../core/choosing.js';
import { homeDay, isAfterWeek } from '../core/days.js';
import { announce, byId, copyText, el } from '../core/dom.js';
import { EVENTS, payload } from '../core/payload.js';
import { dateText, districtName, numberText, t, titleOf } from '../core/words.js';

/** @param {[string, string | Node][]} facts */
export const factList = (facts) =>
  el(
    'dl',
    {},
    facts.flatMap(([term, value]) => [el('dt', { text: term }), el('dd', {}, [value])]),
  );

/**
 * @param {number} lat
 * @param {number} lon
 */
export function copiedCoordinates(lat, lon) {
  const coordinates = `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
  const copy = el('button', {
    type: 'button',
    class: 'link',
    text: coordinates,
    title: t('copy_coordinates'),
  });
  copy.addEventListener('click', async () => {
    announce(t((await copyText(coordinates)) ? 'copied' : 'not_copied'));
  });
  return copy;
}

/**
 * @param {number | null} arrondissement
 * @param {number} metres
 * @param {string} [method]
 */
export function whereNote(arrondissement, metres, method = '') {
  const where = payload.arrondissements.length ? [districtName(arrondissement ?? 0)] : [];
  const radius = `${t('within', { m: numberText(metres) })}${method ? ` (${method})` : ''}`;
  return [...where, radius].join(', ');
}

/** A link to another event, on the shown day if it is to be seen there. @param {number} i */
export function eventLink(i) {
  const late = isAfterWeek(i);
  const day = homeDay(i);
  const link = el('a', { href: `#${day}/${EVENTS.id[i]}${late ? '?view=week' : ''}` }, [
    el('span', { text: titleOf(i) }),
    el('span', { class: 'hour', text: dateText(EVENTS.start[i]) }),
  ]);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    chooseEvent(i);
    byId('card').focus();
  });
  return link;
}

/** "783", "3,000–4,000", "500 or more". @param {{low: number | null, high: number | null}} claim */
export function rangeText({ low, high }) {
  if (low !== null && high !== null && low !== high)
    return t('from_to', { from: numberText(low), to: numberText(high) });
  if (low === null && high === null) return t('no_number');
  if (high === null) return t('at_least', { n: numberText(/** @type {number} */ (low)) });
  if (low === null) return t('at_most', { n: numberText(high) });
  return numberText(low);
}

/** @param {number} i */
export function citeText(i) {
  return t('cite_event', {
    event: titleOf(i),
    id: EVENTS.id[i],
  });
}

/** @param {string} reference */
export function citeSection(reference) {
  const copy = el('button', { type: 'button', class: 'plain', text: t('copy_citation') });
  copy.addEventListener('click', async () => {
    announce(t((await copyText(reference)) ? 'copied' : 'not_copied'));
  });
  return el('section', { class: 'cite' }, [
    el('h3', { text: t('cite') }),
    el('p', { text: reference }),
    copy,
  ]);
}
