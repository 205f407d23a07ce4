/* The table of the day: an equal way in for whoever does not use the map. */

import { chooseEvent } from '../core/choosing.js';
import { countsText } from '../core/counting.js';
import { isUndated, statusOn } from '../core/days.js';
import { byId, el, on } from '../core/dom.js';
import { eventsShown, isOpen } from '../core/filters.js';
import { citationsOf, DENSITY, EVENTS, PLACES, payload, SOURCES } from '../core/payload.js';
import { setState, state, subscribe } from '../core/state.js';
import { label, locatorText, longDate, OF_PLACE, ofRecord, t, titleOf, whenText } from '../core/words.js';
import { countsTable } from '../density/panel.js';
import { dayLists } from './lists.js';
import { PAGE_OF_ROWS, pager } from './pager.js';

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
  const all = dayLists(shown, true).flatMap(({ members }) => members);
  const part = all.slice(tableFrom, tableFrom + PAGE_OF_ROWS);
  const heads = [
    'when',
    'event',
    'kind_of_event',
    'where',
    'name_today',
    'by_whom',
    'status',
    'certainty',
    'witnesses',
  ];
  const table = el('table', {}, [
    el('caption', {
      text: t('day_announced', { day: longDate(state.day), counts: countsText(shown) }),
    }),
    el('thead', {}, [
      el(
        'tr',
        {},
        heads.map((head) => el('th', { scope: 'col', text: t(head) })),
      ),
    ]),
    el('tbody', {}, part.map(tableRow)),
  ]);
  const turn = (/** @type {number} */ by) => {
    tableFrom = Math.max(0, tableFrom + by);
    showTable();
    section.focus();
  };
  section.replaceChildren(table);
  if (all.length > part.length) section.append(pager(all.length, tableFrom, turn));
}

/** @param {number} i */
function tableRow(i) {
  const place = EVENTS.place[i];
  const witnesses = citationsOf(i).map((row) => {
    const s = payload.citations.source[row];
    return [SOURCES.short[s] || SOURCES.title[s], locatorText(payload.citations.locator[row] ?? '')]
      .filter(Boolean)
      .join(', ');
  });
  return el('tr', { 'data-row': i, 'data-id': EVENTS.id[i] }, [
    el('td', { text: whenText(i) }),
    el('th', { scope: 'row' }, [
      el('button', { type: 'button', class: 'link', ...ofRecord(), text: titleOf(i) }),
    ]),
    el('td', { text: label('kind', EVENTS.kind[i]) }),
    el('td', { ...OF_PLACE, text: PLACES.name_then[place] }),
    el('td', { ...OF_PLACE, text: PLACES.name_today[place] ?? '' }),
    el('td', { text: label('actor', EVENTS.actor[i]) }),
    el('td', {
      text: isUndated(i)
        ? t('day_unknown')
        : isOpen(i)
          ? t('part_untold')
          : label('status', statusOn(state.day, i)),
    }),
    el('td', { text: label('certainty', EVENTS.certainty[i]) }),
    el('td', { text: [...new Set(witnesses)].join('; ') }),
  ]);
}
