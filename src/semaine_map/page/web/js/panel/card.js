/* The card of an event: what, where, when, how sure, and on whose word. */

import { chooseEvent } from '../core/choosing.js';
import { locatorText, passageAddress, shortSource, sourceText } from '../core/citing.js';
import { isUndated, statusOn } from '../core/days.js';
import { byId, el } from '../core/dom.js';
import { boundsOf } from '../core/geometry.js';
import {
  burialsAt,
  citationsOf,
  DENSITY,
  EVENT_INDEX,
  EVENTS,
  eventsAt,
  HOUSE_INDEX,
  PLACES,
  payload,
  SOURCES,
} from '../core/payload.js';
import { chosenPerson, eventsOf } from '../core/people.js';
import { latLngOf } from '../core/projection.js';
import { state, subscribe } from '../core/state.js';
import {
  inLanguage,
  label,
  numberText,
  OF_PLACE,
  ofRecord,
  summaryOf,
  t,
  titleOf,
  todayOf,
  whenText,
} from '../core/words.js';
import { showSquare, squareCard } from '../density/card.js';
import { chosenSquare } from '../density/counts.js';
import { chosenAnswer } from '../map/finder.js';
import { chosenSpot, fitBox, fitPlaces, showSpot } from '../map/map.js';
import { showGiven } from '../map/position.js';
import { iconOf } from '../map/signs.js';
import { closeIcon } from './dialogs.js';
import {
  citeSection,
  citeText,
  copiedCoordinates,
  eventLink,
  factList,
  rangeText,
  whereNote,
} from './facts.js';
import { houseCard, housesOf } from './housecard.js';
import { peopleIn, personCard, wayBar } from './people.js';
import { pinCard } from './pincard.js';

/** What had the focus before the card opened. @type {Element | null} */
let beforeCard = null;

export function startCard() {
  // The numbers of a square change with the filters and in the week's view; an event stays what it is.
  const keys = /** @type {const} */ (['event', 'house', 'square', 'find', 'person', 'group', 'lang', 'day']);
  subscribe(DENSITY ? [...keys, 'view', 'filters'] : [...keys], (changed, address) => {
    showCard();
    // After the card is laid out, so that the event is brought into what the card leaves free.
    const hasPosition = address === 'keep' && state.at !== null;
    if (!hasPosition && ['event', 'house', 'square', 'find', 'person'].some((key) => changed.has(key)))
      showChosen();
  });
  showCard();
}

function showCard() {
  const card = byId('card');
  const i = state.event === null ? undefined : EVENT_INDEX.get(state.event);
  const k = state.house === null ? undefined : HOUSE_INDEX.get(state.house);
  const square = chosenSquare();
  const { group } = state;
  const p = chosenPerson();
  const answer = chosenAnswer();
  if (i === undefined && k === undefined && !square && !group && !answer && p < 0) {
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
  const parts = group
    ? groupCard(group)
    : answer
      ? pinCard(answer)
      : square
        ? squareCard(square)
        : i !== undefined
          ? eventCard(i)
          : p >= 0
            ? personCard(p)
            : houseCard(/** @type {number} */ (k));
  card.replaceChildren(close, ...parts.filter((node) => node !== null));
}

/** @param {number} i */
function eventCard(i) {
  const place = EVENTS.place[i];
  const summary = summaryOf(i);
  const today = todayOf(place);
  return [
    wayBar(i),
    el('p', { class: 'kind' }, [iconOf(i, statusOn(state.day, i)), kindText(i)]),
    el('h2', { ...ofRecord(), text: titleOf(i) }),
    el('p', { class: 'names' }, [
      el('span', { class: 'then', ...OF_PLACE, text: PLACES.name_then[place] }),
      today ? el('span', { class: 'now', ...OF_PLACE, text: today }) : null,
    ]),
    summary ? el('p', { class: 'summary', ...ofRecord(), text: summary }) : null,
    factsOf(i),
    peopleIn(i),
    housesOf(i),
    witnessesOf(i),
    buriedAt(place),
    othersAt(i),
    citeSection(citeText(i)),
  ];
}

/** What one counted sign of the map stands for. @param {number[]} rows */
function groupCard(rows) {
  const places = new Set(rows.map((i) => PLACES.name_then[EVENTS.place[i]]));
  const nearer = el('button', { type: 'button', class: 'plain', text: t('see_from_nearer') });
  nearer.addEventListener('click', () => fitPlaces(rows));
  return [
    el('p', { class: 'kind', text: t('counted_sign') }),
    el('h2', { text: t('n_events', { n: numberText(rows.length) }) }),
    el('p', { class: 'names' }, [
      el('span', {
        class: 'then',
        ...OF_PLACE,
        text: [...places].slice(0, 3).join(' · ') + (places.size > 3 ? ' …' : ''),
      }),
    ]),
    el('p', { class: 'buttons' }, [nearer]),
    el(
      'ul',
      { class: 'group' },
      rows.map((i) => el('li', {}, [iconOf(i, statusOn(state.day, i)), eventLink(i)])),
    ),
  ];
}

/** @param {number} i */
function kindText(i) {
  const outcome = label('outcome', EVENTS.outcome[i]);
  const status = statusOn(state.day, i);
  // Who does not know the day cannot say that it burned on this one.
  const hasStatus = status && status !== 'today' && status !== 'earlier' && !isUndated(i);
  const state_ = hasStatus ? label('status', status) : '';
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
 * Each witness on a line, with the side it saw from: those who say so first, then apart those who say otherwise, and what.
 * @param {number} i
 */
function witnessesOf(i) {
  const { source, stance, about, claim, claim_fr } = payload.citations;
  const rows = citationsOf(i);
  const differs = (/** @type {number} */ row) => stance[row] === 'contradicts';
  const line = (/** @type {number} */ row) => {
    const s = source[row];
    const note = [label('viewpoint', SOURCES.viewpoint[s]), label('stance', stance[row])];
    if (about[row] && about[row] !== 'event') note.push(t('speaks_of', { what: label('about', about[row]) }));
    return el('li', { 'data-stance': stance[row] }, [
      el('span', { class: 'witness', text: shortSource(s) }),
      ...locatorOf(row),
      el('span', { class: 'viewpoint', text: note.filter(Boolean).join(' · ') }),
      inLanguage('claim', claim[row], claim_fr[row]),
    ]);
  };
  if (!rows.length) return el('p', { class: 'empty', text: t('no_witness') });
  const others = rows.filter(differs);
  return el('section', { class: 'witnesses' }, [
    el('h3', { text: t('witnesses') }),
    others.length ? el('p', { class: 'disagree', text: t('they_disagree') }) : null,
    el('ul', {}, rows.filter((row) => !differs(row)).map(line)),
    ...(others.length
      ? [
          el('h4', { text: t('who_differs', { n: numberText(others.length) }) }),
          el('ul', {}, others.map(line)),
        ]
      : []),
    ...[...new Set(rows.map((row) => source[row]))].map(fullSource),
  ]);
}

/** Where in its source a citation stands: a way to the text, where that has an address. @param {number} row */
function locatorOf(row) {
  const text = locatorText(row);
  const href = passageAddress(row);
  if (!text) return [];
  return [', ', href ? el('a', { href, target: '_blank', rel: 'noopener noreferrer', text }) : text];
}

/** Which book a short name stands for; a finger has no tooltips. @param {number} s */
function fullSource(s) {
  const full = [sourceText(s, 'author'), sourceText(s, 'title'), SOURCES.year[s]].filter(Boolean).join(', ');
  return el('p', { class: 'soft' }, [el('b', { text: shortSource(s) }), ` – ${full}`]);
}

/** @param {number} i */
function othersAt(i) {
  const others = eventsAt(EVENTS.place[i]).filter((other) => other !== i);
  if (!others.length) return null;
  const items = others.map((other) => el('li', {}, [eventLink(other)]));
  return el('section', { class: 'others' }, [el('h3', { text: t('same_place') }), el('ul', {}, items)]);
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
          ` ${claim.author[state.lang]}`,
          el('span', {
            class: 'viewpoint',
            text: claim.locator[state.lang],
          }),
          inLanguage('claim', claim.note, claim.note_fr),
        ]),
      ),
    ),
  ]);
}

/** Bring the chosen event or house into the middle of what the map leaves free. */
export function showChosen() {
  const at = chosenSpot();
  const p = chosenPerson();
  if (state.group) return;
  const answer = chosenAnswer();
  if (answer) {
    showGiven(() => showAnswer(answer));
  } else if (!at && p >= 0) {
    showGiven(() => {
      fitPlaces(eventsOf(p).filter((i) => !isUndated(i)));
      return true;
    });
  } else if (!at) showSquare();
  else if (state.house === null) showGiven(() => showSpot(at, 13, 14));
  else showGiven(() => showSpot(at, 15, 16));
}

/** Bring a whole street into view, or an address near enough to read the names round it. @param {import('../core/gazetteer.js').Answer} answer */
function showAnswer({ x, y, number, paths, radius }) {
  if (number !== null || !paths.length) {
    const near = radius <= 200 ? 16 : radius <= 600 ? 14.5 : 12.5;
    return showSpot(latLngOf(x, y), near, near);
  }
  const [west, north, east, south] = boundsOf(paths);
  fitBox(L.latLngBounds(latLngOf(west, north), latLngOf(east, south)));
  return true;
}
