/* The first stops of Tab: ways past the header to the search, the signs on the map, the list and the days. */

import { byId, on } from '../core/dom.js';
import { state } from '../core/state.js';
import { setSheet } from './bottom-sheet.js';

/** @type {Record<string, () => (Element | null)[]>} */
const SKIP_TARGETS = {
  search: () => [byId('search')],
  marks: () => [byId('marks'), byId('map')],
  list: () => [
    byId('lists').querySelector('button[tabindex="0"]'),
    byId('chronicle-body'),
    byId('table-view'),
    document.getElementById('story-body'), // made only where a story is told
  ],
  days: () => [
    byId('days').querySelector('[aria-pressed="true"]'),
    byId('days').querySelector('button, a'),
    document.getElementById('story-body'), // made only where a story is told
  ],
};

/** @param {Element | null} node */
const isSeen = (node) => node?.checkVisibility({ visibilityProperty: true }) ?? false;

export function startSkips() {
  for (const button of document.querySelectorAll('[data-skip]')) {
    on(button, 'click', () => {
      const name = button.getAttribute('data-skip') ?? '';
      // On a phone the list is unfolded for who goes there.
      if (name === 'list' && state.scene === null && !isSeen(byId('chronicle-body'))) setSheet('half');
      const target = SKIP_TARGETS[name]?.().find(isSeen);
      if (target instanceof HTMLElement) target.focus();
    });
  }
}
