/* Which events a page tells when it has no room for all: sure ones, told by many, and not all of one place and kind. */

import { citationsOf, EVENTS, payload } from '../core/payload.js';
import { RANKS } from '../map/placing.js';

const SURE = /** @type {Record<string, number>} */ ({ certain: 2.5, 'less-certain': 0.3, uncertain: -4 });

/** @param {number} i */
function weightOf(i) {
  const witnesses = new Set(citationsOf(i).map((row) => payload.citations.source[row])).size;
  const dead = Math.log10(1 + (EVENTS.killed_max[i] ?? 0)) * 0.4;
  return SURE[EVENTS.certainty[i]] + 0.9 * Math.min(4, witnesses) + RANKS[i] * 0.3 + dead;
}

/**
 * Order events, the most telling first; each one chosen makes others of its place and kind less telling.
 * @param {number[]} events
 * @param {number} most
 */
export function mostTelling(events, most) {
  const waiting = new Map(events.map((i) => [i, weightOf(i) + (EVENTS.start_time[i] ? 0.5 : 0)]));
  /** @type {number[]} */
  const chosen = [];
  while (waiting.size && chosen.length < most) {
    const [best] = [...waiting].reduce((first, next) => (next[1] > first[1] ? next : first));
    waiting.delete(best);
    chosen.push(best);
    for (const [i, weight] of waiting) {
      const samePlace = EVENTS.place[i] === EVENTS.place[best] ? 1.4 : 0;
      const sameKind = EVENTS.kind[i] === EVENTS.kind[best] ? 0.15 : 0;
      waiting.set(i, weight - samePlace - sameKind);
    }
  }
  return chosen;
}
