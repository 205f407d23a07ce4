/* The card of a damaged house, and the list of houses in the card of their fire. */

import { chooseHouse } from '../core/choosing.js';
import { byId, el } from '../core/dom.js';
import { EVENTS, HOUSES, houseRowsOf, payload } from '../core/payload.js';
import { state } from '../core/state.js';
import { dateText, inLanguage, numberText, OF_PLACE, t } from '../core/words.js';
import { houseAddress, houseHint, isBurnt } from '../map/houses.js';
import { houseIcon } from '../map/icons.js';
import { citeSection, copiedCoordinates, eventLink, factList, whereNote } from './facts.js';

/** @param {number} k */
export function houseCard(k) {
  const today = HOUSES.name_today[k];
  const event = HOUSES.event[k];
  /** @type {[string, string | Node][]} */
  const facts = [[t('house_state'), t(`house_${HOUSES.status[k]}`)]];
  if (HOUSES.named[k]) facts.push([t('house_named'), HOUSES.named[k] ?? '']);
  facts.push([t('when'), event === null ? t('house_undated') : dateText(EVENTS.start[event], true)]);
  facts.push([t('position'), whereNote(HOUSES.arrondissement[k], HOUSES.uncertainty_m[k])]);
  facts.push([t('coordinates'), copiedCoordinates(HOUSES.lat[k], HOUSES.lon[k])]);
  const flag = HOUSES.flag[k];
  const note = inLanguage('note', HOUSES.note[k], HOUSES.note_fr[k]);
  const doubt = flag ? t(`house_flag_${flag}`) : '';
  if (doubt || note) facts.push([t('house_doubt'), el('span', {}, [doubt, doubt && note ? '. ' : '', note])]);
  return [
    el('p', { class: 'kind' }, [houseIcon(isBurnt(k)), t('house_kind')]),
    el('h2', { ...OF_PLACE, text: houseAddress(k) }),
    el('p', { class: 'names' }, [
      el('span', { class: 'now', ...OF_PLACE, text: today ? houseAddress(k, today) : t('same_name_today') }),
    ]),
    factList(facts),
    event === null
      ? null
      : el('section', { class: 'others' }, [
          el('h3', { text: t('house_fire') }),
          el('ul', {}, [el('li', {}, [eventLink(event)])]),
        ]),
    el('section', { class: 'witnesses' }, [
      el('h3', { text: t('witnesses') }),
      el('p', { class: 'witness', text: payload.register[HOUSES.witness[k]][state.lang] }),
    ]),
    citeSection(citeHouse(k)),
  ];
}

/** @param {number} k */
function citeHouse(k) {
  return t('cite_event', {
    event: houseAddress(k),
    id: HOUSES.id[k],
  });
}

/**
 * The houses that burned in a fire, by street: "Rue de Lille: 2, 4, 6 …", each a way to its own card.
 * @param {number} i
 */
export function housesOf(i) {
  const houses = houseRowsOf(i);
  if (!houses.length) return null;
  /** @type {Map<string, number[]>} */
  const streets = new Map();
  for (const k of houses) {
    const street = HOUSES.number[k] ? HOUSES.name[k].replace(/^\d+ /, '') : '';
    const same = streets.get(street);
    if (same) same.push(k);
    else streets.set(street, [k]);
  }
  const items = [...streets].map(([street, members]) =>
    el('li', {}, [
      street ? el('span', { class: 'street', ...OF_PLACE, text: street }) : null,
      ...members.map((k) => houseLink(k, street ? (HOUSES.number[k] ?? '') : HOUSES.name[k])),
    ]),
  );
  const burnt = houses.filter(isBurnt).length;
  const parts = [
    burnt ? t(burnt === 1 ? 'one_burnt' : 'n_burnt', { n: numberText(burnt) }) : '',
    houses.length > burnt ? t('n_damaged', { n: numberText(houses.length - burnt) }) : '',
  ];
  return el('section', { class: 'houses' }, [
    el('h3', { text: t('houses_here') }),
    el('p', { class: 'soft', text: parts.filter(Boolean).join(', ') }),
    el('ul', {}, items),
  ]);
}

/**
 * @param {number} k
 * @param {string} text
 */
export function houseLink(k, text) {
  const link = el('a', {
    href: `#${state.day}/house/${HOUSES.id[k]}`,
    class: isBurnt(k) ? 'burnt' : 'damaged',
    title: houseHint(k),
    text,
  });
  link.addEventListener('click', (event) => {
    event.preventDefault();
    chooseHouse(k);
    byId('card').focus();
  });
  return link;
}
