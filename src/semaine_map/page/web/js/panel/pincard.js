/* The card of an address, a street or a place that was looked for: where it is, what happened there, then and now. */

import { isUndated } from '../core/days.js';
import { el } from '../core/dom.js';
import { metresInUnit } from '../core/gazetteer.js';
import { distanceToPath, isInside } from '../core/geometry.js';
import { EVENT_COUNT, EVENTS, HOUSES, PLACES } from '../core/payload.js';
import { latLngOf } from '../core/projection.js';
import { plain } from '../core/text.js';
import { dateText, label, numberText, OF_PLACE, t, todayOf } from '../core/words.js';
import { numberEnds } from '../map/finder.js';
import { arrondissementPaths } from '../map/ground.js';
import { HOUSE_X, HOUSE_Y, houseAddress } from '../map/houses.js';
import { PLACE_X, PLACE_Y } from '../map/placing.js';
import { isPlanShown, PLAN, showPlan } from '../map/plan.js';
import { copiedCoordinates, eventLink, factList, whereNote } from './facts.js';
import { houseLink } from './housecard.js';

/** @typedef {import('../core/gazetteer.js').Answer} Answer */

/** Metres round an address within which the card looks. */
const ROUND = 150;

/** Metres from the middle of a street that are still the street. */
const BESIDE = 50;

/** A score from which on the answer bears the very name that was asked for. */
const VERY_NAME = 0.95;

/** An address as the French write it: "31, rue du Bac". @param {string} name */
export const asAddress = (name) =>
  name
    .replaceAll("'", '’')
    .replace(
      /^(\d+(?: (?:bis|ter|quater|[a-d]))?) (\p{Lu})/u,
      (_, number, letter) => `${number}, ${letter.toLocaleLowerCase('fr')}`,
    );

/**
 * Make a measure of how many metres a position lies from an answer: from its point, or from the line of a street.
 * @param {Answer} answer
 */
export function distanceFrom({ x, y, number, paths }) {
  const unit = metresInUnit(y);
  return (/** @type {number} */ atX, /** @type {number} */ atY) =>
    unit *
    (number === null && paths.length
      ? Math.min(...paths.map((path) => distanceToPath(path, atX, atY)))
      : Math.hypot(atX - x, atY - y));
}

/** How far round an answer the card looks. @param {Answer} answer */
const reachOf = ({ number, paths }) => (number === null && paths.length ? BESIDE : ROUND);

/** The words of a name without what stands in brackets, so that whole words are compared. @param {string} name */
const phrase = (name) => ` ${plain(name.replace(/ ?\(.*/, ''))} `;

/** A name without the house number before it. @param {string} name */
const withoutNumber = (name) => name.replace(/^\d+( [a-z]+)? (?=\p{Lu})/u, '');

/**
 * Make a test whether a place bears one of some names, then or now, as whole words.
 * @param {string[]} names
 */
function bearing(names) {
  const own = names.map(phrase);
  return (/** @type {number} */ place) =>
    [PLACES.name_then[place], PLACES.name_today[place] ?? ''].some((one) =>
      own.some((words) => phrase(one).includes(words)),
    );
}

/**
 * The events at an answer, as history/nearby.py has them: `spot` are those of that very place or number, or within reach and
 * known to no wider circle; `street` those told of the street by name, whose circle reaches the house but says not where it was.
 * @param {Answer} answer
 */
export function eventsRound(answer) {
  // Where a street without a line ran is not known: the middle of its arrondissement says nothing of it.
  if (answer.method === 'arrondissement') return { spot: [], street: [] };
  const away = distanceFrom(answer);
  const reach = reachOf(answer);
  const isStreet = reach === BESIDE;
  const names = answer.street < 0 ? [] : [answer.name, answer.today].filter(Boolean).map(withoutNumber);
  const isNamed = bearing(names);
  const house = answer.name.slice(0, answer.name.length - (names[0] ?? answer.name).length);
  const isNumber = bearing(house ? names.flatMap((name) => [`${house}${name}`, `${name} ${house}`]) : []);
  const where = PLACES.id.map((_, place) => {
    if (place === answer.place) return 'spot';
    const metres = away(PLACE_X[place], PLACE_Y[place]);
    const isClose = PLACES.precision_m[place] <= ROUND;
    if (isClose && metres <= reach) return 'spot';
    if (metres > Math.max(PLACES.precision_m[place], isStreet ? ROUND : 0) + (isStreet ? 0 : answer.radius))
      return null;
    if (isNumber(place)) return 'spot';
    if (!isNamed(place)) return null;
    return isStreet ? 'spot' : isClose ? null : 'street';
  });
  const of = (/** @type {string} */ part) =>
    Array.from({ length: EVENT_COUNT }, (_, i) => i).filter((i) => where[EVENTS.place[i]] === part);
  return { spot: of('spot'), street: of('street') };
}

/** @param {Answer} answer */
export function pinCard(answer) {
  const isStreet = answer.street >= 0 && answer.number === null;
  const kind = answer.number !== null ? 'found_address' : isStreet ? 'found_street' : 'found_place';
  const today = answer.place >= 0 && answer.number === null ? todayOf(answer.place) : answer.today;
  const now = today && today !== answer.name ? asAddress(today) : t('same_name_today');
  const { lat, lng } = latLngOf(answer.x, answer.y);
  const area = arrondissementPaths.find(({ paths }) => isInside(paths, answer.x, answer.y));
  /** @type {[string, string | Node][]} */
  const facts = [
    [t('position'), whereNote(area?.number ?? 0, answer.radius, label('method', answer.method))],
    [t('coordinates'), copiedCoordinates(lat, lng)],
  ];
  const ends = isStreet ? numberEnds(answer.street) : null;
  if (ends)
    facts.unshift([
      t('pin_numbers'),
      t('pin_odd_even', { odd: ends.odd.join('–'), even: ends.even.join('–') }),
    ]);
  return [
    el('p', { class: 'kind' }, [el('span', { class: 'pin', 'aria-hidden': 'true' }), t(kind)]),
    el('h2', { ...OF_PLACE, text: asAddress(answer.name) }),
    el('p', { class: 'names' }, [
      el('span', { class: 'now', ...OF_PLACE, text: now }),
      answer.renamed
        ? el('span', { class: 'soft', text: t('pin_renamed', { year: answer.renamed.slice(0, 4) }) })
        : null,
    ]),
    answer.score < VERY_NAME ? el('p', { class: 'soft', text: t('pin_nearest') }) : null,
    factList(facts),
    weekOf(answer),
    housesRound(answer),
    nowSwitch(),
  ];
}

/** What happened there, the whole week by day, and what is told of the street of a house. @param {Answer} answer */
function weekOf(answer) {
  const { spot, street } = eventsRound(answer);
  const heading = reachOf(answer) === ROUND ? t('pin_round', { m: numberText(ROUND) }) : t('pin_along');
  const near = [
    el('h3', { text: `${heading} (${numberText(spot.length)})` }),
    spot.length
      ? null
      : el('p', { class: 'soft', text: t(street.length ? 'pin_nothing_near' : 'pin_nothing') }),
    ...byDay(spot),
  ];
  const along = street.length
    ? [el('h3', { text: `${t('pin_in_street')} (${numberText(street.length)})` }), ...byDay(street)]
    : [];
  // On a phone the first lines are what is seen: not that there is nothing, where the street has something.
  const inOrder = spot.length ? [...near, ...along] : [...along, ...near];
  return el('section', { class: 'others', 'data-round': spot.length }, inOrder);
}

/** A list for each day, undated ones last. @param {number[]} rows */
function byDay(rows) {
  /** @type {Map<string, number[]>} */
  const days = new Map();
  for (const i of rows) {
    const day = isUndated(i) ? '' : EVENTS.start[i];
    days.set(day, [...(days.get(day) ?? []), i]);
  }
  const inOrder = [...days].sort(([a], [b]) => Number(!a) - Number(!b) || a.localeCompare(b));
  return inOrder.flatMap(([day, members]) => [
    el('h4', { text: day ? dateText(day) : t('pin_undated') }),
    el(
      'ul',
      {},
      members.map((i) => el('li', {}, [eventLink(i)])),
    ),
  ]);
}

/** The houses of the register there, each a way to its own card. @param {Answer} answer */
function housesRound(answer) {
  const away = distanceFrom(answer);
  const reach = reachOf(answer);
  const ofStreet = (/** @type {number} */ k) => HOUSES.name[k].replace(/^\d+ /, '');
  const isStreet = reach === BESIDE;
  const houses = HOUSES.id
    .map((_, k) => k)
    .filter((k) => (isStreet ? ofStreet(k) === answer.name : away(HOUSE_X[k], HOUSE_Y[k]) <= reach));
  if (!houses.length) return null;
  const byAddress = new Intl.Collator('fr', { numeric: true });
  const sorted = houses
    .map((k) => ({ k, street: ofStreet(k), text: houseAddress(k) }))
    .sort((a, b) => byAddress.compare(a.street, b.street) || byAddress.compare(a.text, b.text));
  return el('section', { class: 'houses' }, [
    el('h3', { text: `${t('pin_houses')} (${numberText(houses.length)})` }),
    el(
      'ul',
      {},
      sorted.map(({ k, text }) => el('li', {}, [houseLink(k, text)])),
    ),
  ]);
}

/** Then and now: the plan of today beneath, which alone asks the network. */
function nowSwitch() {
  if (!PLAN) return null;
  const box = el('input', { type: 'checkbox', checked: isPlanShown() });
  box.addEventListener('change', () => showPlan(box.checked));
  return el('label', { class: 'plan-switch' }, [box, ` ${t('plan_switch')}`]);
}
