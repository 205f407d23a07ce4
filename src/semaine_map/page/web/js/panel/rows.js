/* The rows of the chronicle. They are made once and written anew on each step which event they are: only what differs is
   written, and the signs and hours of rows far below come after the frame that shows the day. */

import { isUndated } from '../core/days.js';
import { byId, el, whenIdle } from '../core/dom.js';
import { isOfPart, statusShown } from '../core/filters.js';
import { EVENTS, PLACES } from '../core/payload.js';
import { state } from '../core/state.js';
import {
  dateText,
  hourText,
  label,
  numberText,
  OF_PLACE,
  ofRecord,
  signText,
  t,
  titleOf,
} from '../core/words.js';
import { iconKey, iconOf } from '../map/signs.js';
import { PAGE_OF_ROWS } from './pager.js';

/** So many rows are whole at once: more than any window shows. */
const ROWS_AT_ONCE = 30;

/** @typedef {{li: HTMLLIElement, button: Element, title: Element, where: Element, hour: Element,
 *             spoken: Element, written: Record<string, string>}} Row */

/** The rows whose sign and hour are still to be written, and the wait for it. @type {[Row, number][]} */
let unwritten = [];
let waiting = 0;

/** The rows in the page now, by event. @type {Map<number, HTMLLIElement>} */
export const rows = new Map();

/** Every row made so far, in the order of the page. @type {Row[]} */
const rowPool = [];

const rowTemplate = el('li', {}, [
  // In the list one row is a stop of Tab, and the arrows lead to the others: see rowkeys.js.
  el('button', { type: 'button', tabindex: '-1' }, [
    el('span', { class: 'what' }, [
      el('span', { class: 'event-title', dir: 'auto' }),
      el('span', { class: 'where', ...OF_PLACE }),
    ]),
    el('span', { class: 'hour' }),
    el('span', { class: 'sign-text off-screen' }),
  ]),
]);

/** @returns {Row} */
function makeRow() {
  const li = /** @type {HTMLLIElement} */ (rowTemplate.cloneNode(true));
  const [button] = li.children;
  const [what, hour, spoken] = button.children;
  const [title, where] = what.children;
  return { li, button, title, where, hour, spoken, written: {} };
}

/**
 * Set what a row says of itself, if it says something else.
 * @param {Row} row
 * @param {string} name
 * @param {string} value
 */
function tell(row, name, value) {
  if (row.written[name] === value) return;
  row.written[name] = value;
  row.li.setAttribute(name, value);
}

/**
 * @param {Row} row
 * @param {'title' | 'where' | 'hour' | 'spoken'} part
 * @param {string} text
 */
function write(row, part, text) {
  if (row.written[part] === text) return;
  row.written[part] = text;
  row[part].textContent = text;
}

/** @typedef {{name: string, heading: string, part?: string, members: number[]}} List */

/**
 * Put the rows of this page under their headings.
 * @param {List[]} groups always the same ones
 * @param {number} total
 * @param {number} rowsFrom the first row of the page
 */
export function fillGroups(groups, total, rowsFrom) {
  const lists = byId('lists');
  if (!lists.firstChild) {
    const empty = groups.flatMap(({ name }) => [el('h3'), el('ol', { class: 'rows', 'data-list': name })]);
    lists.append(...empty, el('div', { class: 'rest' }));
  }
  rows.clear();
  unwritten = [];
  const { lang } = ofRecord();
  let used = 0;
  let first = 0;
  for (const [g, { heading, part: named = '', members }] of groups.entries()) {
    const from = Math.max(0, rowsFrom - first);
    const part = members.slice(from, Math.max(from, rowsFrom + PAGE_OF_ROWS - first));
    const [title, list] = /** @type {HTMLElement[]} */ ([lists.children[2 * g], lists.children[2 * g + 1]]);
    title.hidden = !part.length || !heading;
    title.textContent = title.hidden ? '' : t(heading, { part: named, n: numberText(members.length) });
    list.hidden = !part.length;
    /** @type {HTMLLIElement | null} */
    let last = null;
    for (const [n, i] of part.entries()) {
      rowPool[used] ??= makeRow();
      const row = rowPool[used];
      /** @type {ChildNode | null} */
      const next = last ? last.nextSibling : list.firstChild;
      if (next !== row.li) list.insertBefore(row.li, next);
      last = row.li;
      tell(row, 'data-event', EVENTS.id[i]);
      tell(row, 'data-certainty', EVENTS.certainty[i]);
      tell(row, 'data-now', String(isOfPart(i, state.day)));
      tell(row, 'aria-setsize', String(total));
      tell(row, 'aria-posinset', String(first + from + n + 1));
      write(row, 'title', titleOf(i));
      if (row.written.lang !== lang) row.title.setAttribute('lang', lang);
      row.written.lang = lang;
      rows.set(i, row.li);
      if (used < ROWS_AT_ONCE) writeRow(row, i);
      else unwritten.push([row, i]);
      used += 1;
    }
    first += members.length;
  }
  for (const { li } of rowPool.slice(used)) li.remove();
  if (unwritten.length && !waiting) waiting = whenIdle(writeSome);
}

/** Write some of the rows far below, and come back for more. */
function writeSome() {
  for (const [row, i] of unwritten.splice(0, ROWS_AT_ONCE)) writeRow(row, i);
  waiting = unwritten.length ? whenIdle(writeSome) : 0;
}

/** Write all at once, for a reader who unfolded the list. */
export function writeRest() {
  for (const [row, i] of unwritten.splice(0)) writeRow(row, i);
}

/**
 * @param {Row} row
 * @param {number} i
 */
function writeRow(row, i) {
  const status = statusShown(i, state.day);
  write(row, 'where', PLACES.name_then[EVENTS.place[i]]);
  write(row, 'hour', rowNote(i, status));
  write(row, 'spoken', signText(i, status));
  const icon = iconKey(i, status);
  if (row.written.icon === icon) return;
  const sign = iconOf(i, status);
  if (row.written.icon) row.button.firstElementChild?.replaceWith(sign);
  else row.button.prepend(sign);
  row.written.icon = icon;
}

/**
 * The right-hand words of a row: its hour, or what became of it this day.
 * @param {number} i
 * @param {Status} status
 */
function rowNote(i, status) {
  if (state.view === 'week') return isUndated(i) ? '' : `${dateText(EVENTS.start[i])}`;
  if (EVENTS.step[i] === state.day && !isUndated(i)) {
    const hour = hourText(i);
    if (hour) return hour;
  }
  if (status === 'fought' || (status === 'burning' && EVENTS.step[i] !== state.day)) {
    return label('status', status);
  }
  return EVENTS.step[i] === state.day || isUndated(i) ? '' : dateText(EVENTS.start[i]);
}
