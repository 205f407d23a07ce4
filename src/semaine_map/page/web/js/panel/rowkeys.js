/* The rows of a list are one stop of Tab, however many they are: the arrows up and down lead from row to row. */

import { on } from '../core/dom.js';

const ROW_STEPS = /** @type {Record<string, number>} */ ({
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
});

/** The row at which Tab stops. @type {HTMLElement | null} */
let rowStop = null;

/** @param {Element | null | undefined} row its button */
export function stopAtRow(row) {
  if (!(row instanceof HTMLElement)) return;
  if (rowStop) rowStop.tabIndex = -1;
  rowStop = row;
  row.tabIndex = 0;
}

/** @param {HTMLElement} lists */
export function startRowKeys(lists) {
  on(lists, 'focusin', ({ target }) => stopAtRow(target.closest('li[data-event] > button')));
  on(lists, 'keydown', (event) => {
    const step = ROW_STEPS[event.key];
    const row = event.target.closest('li[data-event] > button');
    if (!step || !row || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const all = /** @type {HTMLElement[]} */ ([...lists.querySelectorAll('li[data-event] > button')]);
    all[Math.min(all.length - 1, Math.max(0, all.indexOf(row) + step))].focus();
  });
}
