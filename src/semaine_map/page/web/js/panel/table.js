/* The table of the day: an equal way in for whoever does not use the map. */

import { chooseEvent } from '../core/choosing.js';
import { passageText } from '../core/citing.js';
import { countsText } from '../core/counting.js';
import { isUndated, statusOn } from '../core/days.js';
import { byId, el, on } from '../core/dom.js';
import { CERTAINTIES, eventsShown, isOpen } from '../core/filters.js';
import { citationsOf, DENSITY, EVENTS, PLACES } from '../core/payload.js';
import { setState, state, subscribe } from '../core/state.js';
import { label, longDate, OF_PLACE, ofRecord, t, titleOf, todayOf, whenText } from '../core/words.js';
import { countsTable } from '../density/panel.js';
import { dayLists } from './lists.js';
import { pager } from './pager.js';
import { save, toCsv } from './rowfiles.js';

/** So many rows are laid out without a pause, also as cards on a slow phone. */
const ROWS_OF_TABLE = 50;

let tableFrom = 0;

export function startTable() {
  const button = byId('open-table');
  on(button, 'click', () => setState({ view: state.view === 'table' ? 'map' : 'table' }));
  on(byId('table-view'), 'click', (event) => {
    const row = event.target.closest('tr[data-row]');
    if (row && event.target.closest('button')) chooseEvent(Number(row.dataset.row));
  });
  subscribe(['view', 'day', 'filters', 'lang', 'part'], (changed) => {
    if (changed.has('day') || changed.has('filters')) tableFrom = 0;
    showTable();
  });
  showTable();
}

function showTable() {
  const section = byId('table-view');
  const open = state.view === 'table';
  byId('open-table').setAttribute('aria-pressed', String(open));
  section.hidden = !open;
  if (!open) {
    section.replaceChildren();
    return;
  }
  if (DENSITY) {
    section.replaceChildren(countsTable());
    return;
  }
  const shown = eventsShown(state.day);
  const all = sorted(dayLists(shown, true).flatMap(({ members }) => members));
  const part = all.slice(tableFrom, tableFrom + ROWS_OF_TABLE);
  const table = el('table', { class: 'cards' }, [
    el('caption', {
      text: t('day_announced', { day: longDate(state.day), counts: countsText(shown) }),
    }),
    el('thead', {}, [el('tr', {}, HEADS.map(headCell))]),
    el('tbody', {}, part.map(tableRow)),
  ]);
  asCards(table);
  const turn = (/** @type {number} */ by) => {
    tableFrom = Math.max(0, tableFrom + by);
    showTable();
    section.focus();
  };
  const csv = el('button', { type: 'button', class: 'plain', text: t('table_csv') });
  csv.addEventListener('click', () => save(new Blob([toCsv(all)], { type: 'text/csv' }), 'csv'));
  section.replaceChildren(el('p', { class: 'buttons' }, [csv]), table);
  if (all.length > part.length) section.append(pager(all.length, tableFrom, turn, ROWS_OF_TABLE));
}

/** The columns, each with what its cells say. @type {[string, (i: number) => string][]} */
const COLUMNS = [
  ['when', whenText],
  ['event', titleOf],
  ['kind_of_event', (i) => label('kind', EVENTS.kind[i])],
  ['where', (i) => PLACES.name_then[EVENTS.place[i]]],
  ['name_today', (i) => todayOf(EVENTS.place[i])],
  ['by_whom', (i) => label('actor', EVENTS.actor[i])],
  ['status', statusText],
  ['certainty', (i) => label('certainty', EVENTS.certainty[i])],
  ['witnesses', witnessText],
];

const HEADS = COLUMNS.map(([head]) => head);

/** The column by which the rows are sorted, from its beginning or from its end; without one they come as in the list. */
let sortedBy = { head: '', down: false };

/** Certainty in its order, the day by that of the record, all else as the language sorts it. @param {number[]} rows */
function sorted(rows) {
  const { head, down } = sortedBy;
  const found = COLUMNS.find(([one]) => one === head);
  if (!found) return rows;
  const { compare } = new Intl.Collator(state.lang, { numeric: true });
  const [, text] = found;
  const sure = [...CERTAINTIES.all];
  /** @type {Map<number, string>} */
  const told = new Map(rows.map((i) => [i, text(i)]));
  const order = (/** @type {number} */ a, /** @type {number} */ b) => {
    if (head === 'when') return a - b;
    if (head === 'certainty') return sure.indexOf(EVENTS.certainty[a]) - sure.indexOf(EVENTS.certainty[b]);
    return compare(told.get(a) ?? '', told.get(b) ?? '');
  };
  // What is empty stands last, whichever way.
  return [...rows].sort(
    (a, b) => Number(!told.get(a)) - Number(!told.get(b)) || (down ? order(b, a) : order(a, b)) || a - b,
  );
}

/** The head of a column: a button that sorts by it, from its end at the second time, and no longer at the third. @param {string} head */
function headCell(head) {
  const own = sortedBy.head === head;
  const button = el('button', { type: 'button', class: 'sort', 'data-sort': head, text: t(head) });
  button.addEventListener('click', () => {
    sortedBy = own && sortedBy.down ? { head: '', down: false } : { head, down: own };
    tableFrom = 0;
    showTable();
    /** @type {HTMLElement | null} */ (byId('table-view').querySelector(`[data-sort="${head}"]`))?.focus();
  });
  const way = own ? (sortedBy.down ? 'descending' : 'ascending') : 'none';
  return el('th', { scope: 'col', 'aria-sort': way }, [button]);
}

/** What the day makes of an event. @param {number} i */
function statusText(i) {
  if (isUndated(i)) return t('day_unknown');
  return isOpen(i) ? t('part_untold') : label('status', statusOn(state.day, i));
}

/** @param {number} i */
function witnessText(i) {
  return [...new Set(citationsOf(i).map(passageText))].join('; ');
}

/**
 * On a phone each row is a card: its cells know their column, and it stays a table for who hears it.
 * @param {HTMLTableElement} table
 */
function asCards(table) {
  const heads = [...(table.tHead?.rows[0].cells ?? [])].map((head) => head.textContent ?? '');
  table.setAttribute('role', 'table');
  for (const part of [table.tHead, ...table.tBodies]) part?.setAttribute('role', 'rowgroup');
  for (const row of table.rows) {
    row.setAttribute('role', 'row');
    for (const cell of row.cells) {
      const head = cell.scope === 'col' ? 'columnheader' : 'rowheader';
      cell.setAttribute('role', cell.localName === 'th' ? head : 'cell');
      cell.dataset.head = heads[cell.cellIndex];
    }
  }
}

/** @param {number} i */
function tableRow(i) {
  const cells = COLUMNS.map(([head, text]) => {
    if (head === 'event')
      return el('th', { scope: 'row' }, [
        el('button', { type: 'button', class: 'link', ...ofRecord(), text: text(i) }),
      ]);
    const ofPlace = head === 'where' || head === 'name_today' ? OF_PLACE : {};
    return el('td', { ...ofPlace, text: text(i) });
  });
  return el('tr', { 'data-row': i, 'data-id': EVENTS.id[i] }, cells);
}
