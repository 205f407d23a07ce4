/* In which order a day is told, in the list and in the table. */

import { EVENTS, MAIN } from '../core/payload.js';
import { state } from '../core/state.js';
import { begun, label, t } from '../core/words.js';

/** The parts of a day in their order; the night that it begins with and what has none have words of their own. */
const PARTS = ['small-hours', 'dawn', 'morning', 'noon', 'afternoon', 'evening', 'night', 'untold'];

/** @param {string} part */
function partName(part) {
  if (part === 'small-hours') return t('part_small_hours');
  return part === 'untold' ? t('part_untold') : begun(label('part_of_day', part));
}

/**
 * The lists of the day: its main events, the others by the part of the day, what goes on, and apart what has no known day.
 * @param {Shown} shown
 * @param {boolean} withBefore whether what remains from earlier days is among them
 * @returns {import('./rows.js').List[]}
 */
export function dayLists({ own, ongoing, undated, before, after }, withBefore) {
  const week = state.view === 'week';
  const isMain = (/** @type {number} */ i) => !week && MAIN.has(i);
  const main = own.filter(isMain);
  const rest = own.filter((i) => !isMain(i));
  const parts = PARTS.map((part) => {
    const members = week ? [] : rest.filter((i) => (EVENTS.part[i] ?? 'untold') === part);
    return {
      name: part,
      heading: main.length ? 'part_heading' : 'part_alone',
      part: partName(part),
      members,
    };
  });
  return [
    { name: 'main', heading: rest.length ? 'main_heading' : 'own_heading', members: main },
    { name: 'own', heading: '', members: week ? own : [] },
    ...parts,
    { name: 'ongoing', heading: 'ongoing_heading', members: ongoing },
    { name: 'after', heading: 'after_heading', members: after },
    { name: 'before', heading: 'before_heading', members: withBefore ? before : [] },
    { name: 'undated', heading: 'undated_heading', members: undated },
  ];
}
