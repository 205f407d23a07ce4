/* A long list is in the page 200 rows at a time; a table, whose every row is nine cells, fewer. */

import { el } from '../core/dom.js';
import { numberText, t } from '../core/words.js';

export const PAGE_OF_ROWS = 200;

/**
 * The way to the rows that are not in the page.
 * @param {number} total
 * @param {number} from
 * @param {(by: number) => void} turn
 * @param {number} [page] rows at a time
 */
export function pager(total, from, turn, page = PAGE_OF_ROWS) {
  const last = Math.min(from + page, total);
  const back = el('button', { type: 'button', text: t('earlier_rows'), disabled: from === 0 });
  const more = el('button', {
    type: 'button',
    class: 'more',
    'data-more': true,
    text: t('more_rows', { n: numberText(Math.min(page, total - last)) }),
    disabled: last >= total,
  });
  back.addEventListener('click', () => turn(-page));
  more.addEventListener('click', () => turn(page));
  const text = t('rows_of', { from: numberText(from + 1), to: numberText(last), n: numberText(total) });
  return el('div', { class: 'pager' }, [el('span', { text }), back, more]);
}
