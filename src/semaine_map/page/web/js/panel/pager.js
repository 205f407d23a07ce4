/* A long list is in the page 200 rows at a time. */

import { el } from '../core/dom.js';
import { numberText, t } from '../core/words.js';

export const PAGE_OF_ROWS = 200;

/**
 * The way to the rows that are not in the page.
 * @param {number} total
 * @param {number} from
 * @param {(by: number) => void} turn
 */
export function pager(total, from, turn) {
  const last = Math.min(from + PAGE_OF_ROWS, total);
  const back = el('button', { type: 'button', text: t('earlier_rows'), disabled: from === 0 });
  const more = el('button', {
    type: 'button',
    class: 'more',
    'data-more': true,
    text: t('more_rows', { n: numberText(Math.min(PAGE_OF_ROWS, total - last)) }),
    disabled: last >= total,
  });
  back.addEventListener('click', () => turn(-PAGE_OF_ROWS));
  more.addEventListener('click', () => turn(PAGE_OF_ROWS));
  const text = t('rows_of', { from: numberText(from + 1), to: numberText(last), n: numberText(total) });
  return el('div', { class: 'pager' }, [el('span', { text }), back, more]);
}
