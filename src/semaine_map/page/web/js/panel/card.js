/* The card of an event: what, where, when, how sure, and on whose word. */

import { announce, byId, copyText, el, SVG_NS } from '../core/dom.js';
import {
  burialsAt,
  citationsOf,
  EVENT_INDEX,
  EVENTS,
  eventsAt,
  homeDay,
  isAfterWeek,
  PLACES,
  payload,
  SOURCES,
  statusOn,
} from '../core/payload.js';
import { chooseEvent, state, subscribe } from '../core/state.js';
import {
  dateText,
  inTongue,
  isUndated,
  label,
  locatorText,
  numberText,
  summaryOf,
  t,
  titleOf,
  whenText,
} from '../core/words.js';
import { squareCard } from '../density/card.js';
import { chosenSquare } from '../density/layer.js';
import { DENSITY } from '../density/squares.js';
import { arrondissementName } from '../labels/labels.js';
import { HOUSE_INDEX } from '../map/houses.js';
import { showChosen } from '../map/map.js';
import { iconOf } from '../map/signs.js';
import { houseCard, housesOf } from './housecard.js';

/** What had the focus before the card opened. @type {Element | null} */
let beforeCard = null;

export function startCard() {
  // The numbers of a square change with the filters and in the week's view; an event stays what it is.
  const keys = /** @type {const} */ (['event', 'house', 'square', 'lang', 'day']);
  subscribe(DENSITY ? [...keys, 'view', 'filters'] : [...keys], (changed) => {
    showCard();
    // After the card is laid out, so that the event is brought into what the card leaves free.
    if (['event', 'house', 'square'].some((key) => changed.has(key))) showChosen();
  });
  showCard();
}

function showCard() {
  const card = byId('card');
  const i = state.event === null ? undefined : EVENT_INDEX.get(state.event);
  const k = state.house === null ? undefined : HOUSE_INDEX.get(state.house);
  const square = chosenSquare();
  if (i === undefined && k === undefined && !square) {
    const hadFocus = card.contains(document.activeElement);
    card.hidden = true;
    card.replaceChildren();
    if (hadFocus && beforeCard instanceof HTMLElement) beforeCard.focus();
    return;
  }
  if (card.hidden) beforeCard = document.activeElement;
  card.hidden = false;
  card.scrollTop = 0;
  const close = el('button', { type: 'button', class: 'close', 'aria-label': t('close') }, [closeIcon()]);
  close.addEventListener('click', () => chooseEvent(null));
  const parts = square
    ? squareCard(square)
    : i === undefined
      ? houseCard(/** @type {number} */ (k))
      : eventCard(i);
  card.replaceChildren(close, ...parts.filter((node) => node !== null));
}

/** @param {number} i */
function eventCard(i) {
  const place = EVENTS.place[i];
  const summary = summaryOf(i);
  const today = PLACES.name_today[place];
  return [
    el('p', { class: 'kind' }, [iconOf(i, statusOn(state.day, i)), kindText(i)]),
    el('h2', { text: titleOf(i) }),
    el('p', { class: 'names' }, [
      el('span', { class: 'then', lang: 'fr', text: PLACES.name_1871[place] }),
      today ? el('span', { class: 'now', lang: 'fr', text: today }) : null,
    ]),
    summary ? el('p', { class: 'summary', text: summary }) : null,
    factsOf(i),
    housesOf(i),
    witnessesOf(i),
    buriedAt(place),
    othersAt(i),
    citeSection(citeText(i)),
  ];
}

export function closeIcon() {
  const svg = document.createElementNS(SVG_NS, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('width', '20');
  svg.setAttribute('height', '20');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG_NS, 'path');
  path.setAttribute('d', 'M5 5l14 14M19 5 5 19');
  svg.append(path);
  return svg;
}

/** @param {number} i */
function kindText(i) {
  const outcome = label('outcome', EVENTS.outcome[i]);
  const status = statusOn(state.day, i);
  // Who does not know the day cannot say that it burned on this one.
  const isTold = status && status !== 'today' && status !== 'earlier' && !isUndated(i);
  const state_ = isTold ? label('status', status) : '';
  return [label('kind', EVENTS.kind[i]), outcome, state_].filter(Boolean).join(' · ');
}

/** @param {number} i */
function factsOf(i) {
  const place = EVENTS.place[i];
  /** @type {[string, string | Node][]} */
  const facts = [[t('when'), whenText(i)]];
  if (EVENTS.actor[i]) facts.push([t('by_whom'), label('actor', EVENTS.actor[i])]);
  if (EVENTS.target[i] && EVENTS.target[i] !== 'unknown')
    facts.push([t('against_whom'), label('actor', EVENTS.target[i])]);
  const killed = killedText(i);
  if (killed) facts.push([t('killed'), killed]);
  facts.push([t('certainty'), certaintyNote(i)]);
  const method = label('method', PLACES.method[place]);
  facts.push([t('position'), whereNote(PLACES.arrondissement[place], PLACES.precision_m[place], method)]);
  facts.push([t('coordinates'), copiedCoordinates(PLACES.lat[place], PLACES.lon[place])]);
  return factList(facts);
}

/** @param {[string, string | Node][]} facts */
export const factList = (facts) =>
  el(
    'dl',
    {},
    facts.flatMap(([term, value]) => [el('dt', { text: term }), el('dd', {}, [value])]),
  );

/** @param {number} i */
function killedText(i) {
  const low = EVENTS.killed_min[i];
  const high = EVENTS.killed_max[i];
  if (low === null && high === null) return '';
  if (low !== null && high !== null && low !== high)
    return t('killed_range', { low: numberText(low), high: numberText(high) });
  return t('killed_claim', { n: numberText(/** @type {number} */ (low ?? high)) });
}

/** @param {number} i */
function certaintyNote(i) {
  const name = EVENTS.certainty[i];
  return el('span', { class: 'certainty', 'data-certainty': name, text: label('certainty', name) });
}

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
  const where = arrondissementName(arrondissement ?? 0);
  return `${where}, ${t('within', { m: numberText(metres) })}${method ? ` (${method})` : ''}`;
}

/** Each witness on a line, with the side it saw from; those who disagree say what they say instead.
 * @param {number} i
 */
function witnessesOf(i) {
  const { source, locator, stance, about, claim, claim_fr } = payload.citations;
  // Who says otherwise comes first: after a dozen who agree it would not be read.
  const says = (/** @type {number} */ row) => (stance[row] === 'contradicts' ? 0 : 1);
  const inOrder = [...citationsOf(i)].sort((a, b) => says(a) - says(b));
  const items = inOrder.map((row) => {
    const s = source[row];
    const name = SOURCES.short[s] || SOURCES.title[s];
    const note = [label('viewpoint', SOURCES.viewpoint[s]), label('stance', stance[row])];
    if (about[row] && about[row] !== 'event') note.push(t('speaks_of', { what: label('about', about[row]) }));
    return el('li', { 'data-stance': stance[row] }, [
      el('span', { class: 'witness', text: name }),
      locator[row] ? `, ${locatorText(locator[row])}` : '',
      el('span', { class: 'viewpoint', text: note.filter(Boolean).join(' · ') }),
      inTongue('claim', claim[row], claim_fr[row]),
    ]);
  });
  if (!items.length) return el('p', { class: 'empty', text: t('no_witness') });
  const disagree = says(inOrder[0]) === 0;
  return el('section', { class: 'witnesses' }, [
    el('h3', { text: t('witnesses') }),
    disagree ? el('p', { class: 'disagree', text: t('they_disagree') }) : null,
    el('ul', {}, items),
    ...[...new Set(inOrder.map((row) => source[row]))].map(fullSource),
  ]);
}

/** Which book a short name stands for; a finger has no tooltips. @param {number} s */
function fullSource(s) {
  const full = [SOURCES.author[s], SOURCES.title[s], SOURCES.year[s]].filter(Boolean).join(', ');
  return el('p', { class: 'soft' }, [el('b', { text: SOURCES.short[s] || SOURCES.title[s] }), ` – ${full}`]);
}

/** @param {number} i */
function othersAt(i) {
  const others = eventsAt(EVENTS.place[i]).filter((other) => other !== i);
  if (!others.length) return null;
  const items = others.map((other) => el('li', {}, [eventLink(other)]));
  return el('section', { class: 'others' }, [el('h3', { text: t('same_place') }), el('ul', {}, items)]);
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

/** The rival counts of those buried at a place, each under its author's name. @param {number} place */
function buriedAt(place) {
  const claims = burialsAt(place).map((row) => /** @type {BurialClaim[]} */ (payload.burials)[row]);
  if (!claims.length) return null;
  return el('section', { class: 'burials' }, [
    el('h3', { text: t('buried_here') }),
    el(
      'ul',
      {},
      claims.map((claim) =>
        el('li', {}, [
          el('b', { text: rangeText(claim) }),
          ` ${claim.author}`,
          el('span', {
            class: 'viewpoint',
            text: locatorText(claim.locator),
          }),
          inTongue('claim', claim.note, claim.note_fr),
        ]),
      ),
    ),
  ]);
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
    version: payload.version,
    date: dateText(payload.record_date, true),
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
