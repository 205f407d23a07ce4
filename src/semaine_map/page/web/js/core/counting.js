/* How many events are shown, and of what sort: the same counts under the same names wherever the page says one (history/counts.py). */

import { state } from './state.js';
import { fill, label, numberText } from './words.js';

/** @param {string} name @param {Record<string, number>} numbers */
const counted = (name, numbers) =>
  fill(
    label('count', name),
    Object.fromEntries(Object.entries(numbers).map(([key, n]) => [key, numberText(n)])),
  );

/**
 * What is shown, in a line: how many events of the day, how many that may be of it, how many of earlier days; of all days together
 * how many in all.
 * @param {Shown} shown
 * @returns {string}
 */
export function countsText({ own, ongoing, undated, before, after }) {
  const some = (/** @type {string} */ name, /** @type {number[]} */ { length }) =>
    length ? [counted(name, { n: length })] : [];
  if (state.view === 'week') {
    const n = own.length + undated.length + after.length;
    const parts =
      n > own.length ? [some('dated', own), some('unknown', undated), some('after', after)].flat() : [];
    return [counted('whole', { n }), ...parts].join(' · ');
  }
  const n = own.length + ongoing.length;
  const split =
    own.length && ongoing.length
      ? ` (${counted('split', { begun: own.length, ongoing: ongoing.length })})`
      : '';
  const named = state.part === null ? 'day' : 'until';
  return [`${counted(named, { n })}${split}`, ...some('undated', undated), ...some('earlier', before)].join(
    ' · ',
  );
}
