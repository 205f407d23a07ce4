/* Ctrl-P: one A4 page of the shown day, drawn anew for paper from the same painters. */

import { countsText } from '../core/counting.js';
import { byId, el, on } from '../core/dom.js';
import { eventsShown } from '../core/filters.js';
import { ALL_KINDS, kindLook, lookOf } from '../core/look.js';
import { DAYS, DENSITY, EVENTS, PLACES, payload } from '../core/payload.js';
import { state } from '../core/state.js';
import {
  districtShort,
  hourText,
  label,
  longDate,
  numberText,
  OF_PLACE,
  stepName,
  t,
  titleOf,
} from '../core/words.js';
import { countedFile } from '../density/card.js';
import { densityScale, printedCounts } from '../density/panel.js';
import { columnsShown } from '../map/columns.js';
import { columnIcon } from '../map/icons.js';
import { pictureOf, viewOnPaper } from '../map/picture.js';
import { signIcon } from '../map/signs.js';
import { weekSwatch } from '../map/tint.js';
import { tellingText } from './chronicle.js';
import { printedEvenings } from './evenings.js';
import { signRows, tintRows } from './menu.js';
import { citeDay } from './share.js';
import { mostTelling } from './telling.js';

/** The map's pixels, more of them than the paper is wide: ink is finer than a screen, and signs may be smaller. */
const PRINT_WIDTH = 960;
const PRINT_HEIGHT = 600;

/** More events than this no page holds. */
const MOST_LISTED = 90;

export function startPrint() {
  on(window, 'beforeprint', makeSheet);
  on(window, 'afterprint', () => byId('printed').replaceChildren());
}

function makeSheet() {
  if (state.evenings) {
    byId('printed').replaceChildren(...printedEvenings());
    return;
  }
  const week = state.view === 'week';
  const card = printedCard();
  for (const name of ['data-long', 'data-tight']) byId('printed').removeAttribute(name);
  const list = el('ol', { class: 'printed-list' });
  const rest = el('p', { class: 'printed-rest' });
  byId('printed').replaceChildren(
    el('header', {}, [
      el('h2', { text: week ? t('whole_week') : longDate(state.day) }),
      el('p', { text: `${payload.title[state.lang]} · ${payload.subtitle[state.lang]}` }),
    ]),
    pictureOf(viewOnPaper(PRINT_WIDTH, PRINT_HEIGHT, 2.5), 'printed-map'),
    printedKey(),
    filtersPrinted(),
    card ? '' : el('p', { class: 'printed-text', text: tellingText() }),
    card ?? list,
    el('footer', {}, [
      rest,
      el('p', { text: citeDay() }),
      el('p', { text: [t('print_credit'), payload.ground_credit[state.lang]].filter(Boolean).join(' ') }),
    ]),
  );
  if (card) {
    fitCard(card);
    return;
  }
  if (week) {
    list.replaceChildren(...DAYS.map(printedDay));
    list.classList.add('whole-week');
    // A language that needs more words has smaller ones: no day may be cut.
    for (let points = 8.25; points > 6 && isOverfull(list); points -= 0.25)
      list.style.fontSize = `${points}pt`;
    return;
  }
  if (DENSITY) {
    list.replaceChildren(...printedCounts());
    rest.textContent = t('density_read_text', { file: countedFile() });
    return;
  }
  fillList(list, rest, eventsShown(state.day));
}

/** The open card in place of the day's list: its words without its buttons; null where none is open. */
function printedCard() {
  const card = byId('card');
  if (card.hidden) return null;
  const copy = el('section', { class: 'printed-card' }, [...card.cloneNode(true).childNodes]);
  for (const button of copy.querySelectorAll('button')) {
    // Coordinates are a button on the screen, and words on paper.
    if (button.closest('dd')) button.replaceWith(button.textContent ?? '');
    else button.remove();
  }
  for (const node of copy.querySelectorAll('[id]')) node.removeAttribute('id');
  return copy;
}

/**
 * A card fits the page in smaller type, then under a smaller map; one with too many witnesses for that has as many pages as it needs.
 * @param {HTMLElement} card
 */
function fitCard(card) {
  const sheet = byId('printed');
  for (const tight of [false, true]) {
    sheet.toggleAttribute('data-tight', tight);
    for (const points of [9.5, 8.5, 7.5, 6.75]) {
      card.style.fontSize = `${points}pt`;
      if (!isOverfull(card)) return;
    }
  }
  sheet.removeAttribute('data-tight');
  card.style.fontSize = '';
  sheet.setAttribute('data-long', '');
}

/** What the filters leave out must be told on paper too. */
function filtersPrinted() {
  const note = byId('filter-note');
  return note.hidden ? '' : el('p', { class: 'printed-filters', text: note.firstChild?.textContent ?? '' });
}

/**
 * A day of the week's sheet: its tint, what was retaken on it, and its story.
 * @param {string} day
 * @param {number} step
 */
function printedDay(day, step) {
  const swatch = el('span', { class: 'swatch' });
  swatch.style.backgroundColor = weekSwatch(step);
  const taken = payload.arrondissements.filter(({ retaken }) => retaken === day);
  const which = taken.map(({ number }) => districtShort(number)).join(', ');
  return el('li', {}, [
    swatch,
    el('span', {}, [
      el('b', { text: `${stepName(day)}${which ? ` (${which})` : ''} ` }),
      payload.day_texts[day]?.[state.lang] ?? '',
    ]),
  ]);
}

/** Only the signs that the day needs, and the tints. */
function printedKey() {
  const { own, ongoing, undated, before, after } = eventsShown(state.day);
  const kinds = new Set(own.concat(ongoing, undated, before, after).map((i) => EVENTS.kind[i]));
  const items = ALL_KINDS.filter((kind) => kinds.has(kind)).map((kind) =>
    el('li', {}, [signIcon(kindLook(kind), { size: 14 }), label('kind', kind)]),
  );
  const tints = [
    ...tintRows(),
    ...(columnsShown(state.day).length ? [el('li', {}, [columnIcon(), t('layer_columns')])] : []),
  ];
  if (DENSITY) return el('div', { class: 'printed-key' }, [el('ul', {}, tints), densityScale()]);
  const reading = signRows().map(([text, icon]) => el('li', {}, [icon, text]));
  return el('ul', { class: 'printed-key' }, [...(state.view === 'week' ? [] : tints), ...items, ...reading]);
}

/**
 * Fill the page with the most telling events of the day in order of hours, and say how many it could not hold.
 * @param {HTMLElement} list
 * @param {HTMLElement} rest
 * @param {Shown} shown
 */
function fillList(list, rest, shown) {
  const { own } = shown;
  const telling = mostTelling(own, MOST_LISTED);
  const say = (/** @type {number} */ left) => {
    rest.textContent = [countsText(shown), left ? t('print_rest', { n: numberText(left) }) : '']
      .filter(Boolean)
      .join('. ');
  };
  // Said before there is any fitting, since it takes room itself.
  say(own.length);
  const items = new Map(telling.map((i) => [i, printedEvent(i)]));
  const show = (/** @type {number} */ n) => {
    const listed = new Set(telling.slice(0, n));
    list.replaceChildren(...own.filter((i) => listed.has(i)).flatMap((i) => items.get(i) ?? []));
    return !isOverfull(list);
  };
  let [fits, tooMany] = [0, telling.length + 1];
  while (tooMany - fits > 1) {
    const n = Math.floor((fits + tooMany) / 2);
    if (show(n)) fits = n;
    else tooMany = n;
  }
  show(fits);
  say(own.length - fits);
}

/** @param {HTMLElement} list */
const isOverfull = (list) => list.scrollWidth > list.clientWidth + 2;

/** @param {number} i */
const printedEvent = (i) =>
  el('li', {}, [
    signIcon(lookOf(i, 'today'), { size: 9, certainty: EVENTS.certainty[i] }),
    el('span', {}, [
      hourText(i) ? el('b', { text: `${hourText(i)} ` }) : '',
      `${titleOf(i)}, `,
      el('i', { ...OF_PLACE, text: PLACES.name_then[EVENTS.place[i]] }),
    ]),
  ]);
