/* The day told in a paragraph, then its events in order of hours. */

import { chooseEvent, pointAt } from '../core/choosing.js';
import { shortSource } from '../core/citing.js';
import { HAS_GROUND } from '../core/content.js';
import { countsText } from '../core/counting.js';
import { afterPaint, announce, byId, el, on } from '../core/dom.js';
import { eventsShown, isOpen } from '../core/filters.js';
import { DAYS, DENSITY, EVENT_INDEX, payload, SOURCES } from '../core/payload.js';
import { noFilters, setState, state, subscribe } from '../core/state.js';
import {
  districtName,
  districtShort,
  label,
  longDate,
  numberText,
  stepName,
  t,
  untilText,
} from '../core/words.js';
import { densityText, showCounts } from '../density/panel.js';
import { weekSwatch } from '../map/tint.js';
import { inFrame, startInFrame } from './inframe.js';
import { dayLists } from './lists.js';
import { PAGE_OF_ROWS, pager } from './pager.js';
import { startRowKeys, stopAtRow } from './rowkeys.js';
import { fillGroups, rows, writeRest } from './rows.js';

let rowsFrom = 0;
let showBefore = false;
let scrolled = false;

export function startChronicle() {
  const lists = byId('lists');
  // To ask where a list is scrolled to, or to tell it, lays it out: known beforehand, a step need not.
  on(
    byId('chronicle-body'),
    'scroll',
    ({ target }) => {
      scrolled = target.scrollTop > 0;
    },
    { passive: true },
  );
  on(lists, 'click', (event) => {
    const row = event.target.closest('li[data-event]');
    if (!row) return;
    chooseEvent(EVENT_INDEX.get(row.dataset.event) ?? null);
    // Chosen by keyboard, the card is where the reader goes on; Escape leads back to the row.
    if (event.detail === 0) byId('card').focus();
  });
  on(lists, 'pointerover', (event) => {
    const row = event.target.closest('li[data-event]');
    pointAt(row ? (EVENT_INDEX.get(row.dataset.event) ?? null) : null, 'list');
  });
  on(lists, 'pointerleave', () => pointAt(null, 'list'));
  on(lists, 'focusin', (event) => {
    const row = event.target.closest('li[data-event]');
    if (row) pointAt(EVENT_INDEX.get(row.dataset.event) ?? null, 'list');
  });
  on(lists, 'focusout', () => pointAt(null, 'list'));
  startRowKeys(lists);
  subscribe(['day', 'filters', 'part', 'lang', 'view', 'scene'], (changed) => {
    // The story stands in its place.
    if (state.scene !== null) return;
    rowsFrom = 0;
    showChronicle();
    if (changed.has('day') && scrolled && state.event === null) byId('chronicle-body').scrollTop = 0;
    // The list follows the parts, so that what has just begun is read beside the map.
    if (state.playing === 'parts')
      lists.querySelector('[data-now="true"]')?.scrollIntoView({ block: 'center' });
  });
  subscribe(['event'], () => {
    if (!turnToChosen()) showCurrentRow();
  });
  subscribe(['framed'], refillRows);
  subscribe(['pointed'], () => lightRow(state.pointedFrom === 'map' ? state.pointed : null));
  showChronicle();
}

/** Offer the list of what is in the frame, once there is a map. */
export function startFramedList() {
  startInFrame(refillRows);
}

/** Fill the list from its beginning with what the map frames now. */
function refillRows() {
  rowsFrom = 0;
  if (state.scene === null) showRows();
}

export function showChronicle() {
  const whole = state.view === 'week';
  const title = whole ? t('whole_week') : longDate(state.day);
  byId('day-title').textContent = title;
  byId('sheet-title').textContent = title;
  const text = tellingText();
  byId('day-text').textContent = text;
  // The telling of the day knows its evening: a part of the day does not.
  byId('day-text').hidden = !text || (!whole && state.part !== null);
  showFilterNote();
  showWeekKey();
  if (DENSITY) showCounts();
  else {
    showRows();
    turnToChosen();
  }
  const counts = DENSITY ? densityText() : countsText(eventsShown(state.day));
  byId('day-count').textContent = counts;
  const until = whole || state.part === null ? '' : `, ${openText()}`;
  announce(t('day_announced', { day: `${title}${until}`, counts }));
}

/** What is told of the day, or of the week's view. */
export const tellingText = () =>
  state.view === 'week'
    ? HAS_GROUND
      ? t(DENSITY ? 'density_week_text' : 'week_text')
      : ''
    : (payload.day_texts[state.day]?.[state.lang] ?? '');

/** In the week's view, the tints by day of retaking, as a key and a way to each day. */
function showWeekKey() {
  const key = byId('week-key');
  key.hidden = state.view !== 'week' || !HAS_GROUND;
  if (key.hidden) return;
  key.replaceChildren(
    ...DAYS.map((day, step) => {
      const taken = payload.arrondissements.filter(({ retaken }) => retaken === day);
      const swatch = el('span', { class: 'swatch' });
      swatch.style.backgroundColor = weekSwatch(step);
      const which = taken.map(({ number }) => districtShort(number)).join(', ') || '–';
      return el('li', {}, [swatch, stepName(day), el('span', { class: 'soft', text: which })]);
    }),
  );
}

/** Up to which part the day is shown, and how much of it may have come or not. */
const openText = () =>
  t('open_n', { part: untilText(), n: numberText(eventsShown(state.day).own.filter(isOpen).length) });

/** Whether the reader has chosen to see less than all. */
function isFiltered() {
  const { layers, ...rest } = state.filters;
  const none = noFilters();
  return (
    layers.size < none.layers.size ||
    Object.entries(rest).some(([key, value]) => Reflect.get(none, key) !== value)
  );
}

/** Say in words what the filters hide. */
function showFilterNote() {
  const { filters } = state;
  const parts = [];
  if (filters.source) {
    const row = SOURCES.id.indexOf(filters.source);
    parts.push(t('as_told_by', { who: shortSource(row) }));
  }
  if (filters.certainty !== 'all') parts.push(t(`only_${filters.certainty}`));
  if (filters.kinds) parts.push([...filters.kinds].map((kind) => label('kind', kind)).join(', '));
  if (filters.actor) parts.push(label('actor', filters.actor));
  if (filters.claimed) parts.push(t(`claimed_${filters.claimed}`));
  if (filters.arrondissement !== null) parts.push(districtName(filters.arrondissement));
  if (state.part !== null && state.view !== 'week') parts.push(openText());
  const note = byId('filter-note');
  note.hidden = !parts.length;
  if (!parts.length) return;
  const clear = el('button', { type: 'button', class: 'link', text: t('show_everything') });
  clear.addEventListener('click', () => setState({ filters: noFilters(), part: null }), { once: true });
  note.replaceChildren(`${parts.join(' · ')} `, clear);
}

/** The events of the list in its order, as it was last filled. @type {number[]} */
let inList = [];

/** Fill the lists of the day, at most 200 rows in the page at a time. */
function showRows() {
  const shown = inFrame(eventsShown(state.day));
  const { before } = shown;
  const lists = byId('lists');
  const groups = dayLists(shown, showBefore);
  inList = groups.flatMap(({ members }) => members);
  const total = inList.length;
  fillGroups(groups, total, rowsFrom);
  const last = Math.min(rowsFrom + PAGE_OF_ROWS, total);
  /** @type {Node[]} */
  const rest = [];
  if (!total)
    rest.push(
      el('p', {
        class: 'empty',
        text: t(state.framed ? 'nothing_in_frame' : isFiltered() ? 'nothing_shown' : 'nothing_known'),
      }),
    );
  if (last < total || rowsFrom > 0) rest.push(pager(total, rowsFrom, turnPage));
  if (before.length) rest.push(beforeSwitch(before.length));
  lists.querySelector('.rest')?.replaceChildren(...rest);
  stopAtRow(lists.querySelector('.rows:not([hidden]) > li > button'));
  showCurrentRow();
}

/** @param {number} by */
function turnPage(by) {
  rowsFrom = Math.max(0, rowsFrom + by);
  showRows();
  byId('lists').querySelector('button')?.focus();
}

/** @param {number} count */
function beforeSwitch(count) {
  const button = el('button', {
    type: 'button',
    class: 'link before',
    'aria-expanded': String(showBefore),
    text: t(showBefore ? 'hide_before' : 'show_before', { n: numberText(count) }),
  });
  button.addEventListener('click', () => {
    showBefore = !showBefore;
    showRows();
    writeRest();
    /** @type {HTMLElement | null} */ (byId('lists').querySelector('.before'))?.focus();
  });
  return button;
}

/** Turn to the page with the row of an event that was chosen elsewhere; say whether that was needed. */
function turnToChosen() {
  const i = state.event === null ? undefined : EVENT_INDEX.get(state.event);
  if (i === undefined || rows.has(i)) return false;
  if (!showBefore && inFrame(eventsShown(state.day)).before.includes(i)) {
    showBefore = true;
    showRows();
  }
  const at = inList.indexOf(i);
  if (at < 0) return false;
  rowsFrom = Math.floor(at / PAGE_OF_ROWS) * PAGE_OF_ROWS;
  showRows();
  return true;
}

/** Mark the chosen row, and bring it into sight. */
export function showCurrentRow() {
  const i = state.event === null ? undefined : EVENT_INDEX.get(state.event);
  for (const row of byId('lists').querySelectorAll('[aria-current]')) row.removeAttribute('aria-current');
  const row = i === undefined ? undefined : rows.get(i);
  if (!row) return;
  row.setAttribute('aria-current', 'true');
  stopAtRow(row.querySelector('button'));
  bringIntoSight(row);
  // Rows far below are written and measured late: what was their place is then a little off.
  afterPaint(() => {
    writeRest();
    bringIntoSight(row);
  });
}

/** Bring a row into sight; a folded sheet has no place to scroll to, and asks again when it is unfolded. @param {HTMLElement} row */
function bringIntoSight(row) {
  if (row.checkVisibility?.() !== false) row.scrollIntoView({ block: 'nearest' });
}

/** @type {HTMLElement | null} */
let litRow = null;

/** @param {number | null} i */
function lightRow(i) {
  litRow?.classList.remove('lit');
  litRow = i === null ? null : (rows.get(i) ?? null);
  litRow?.classList.add('lit');
}
