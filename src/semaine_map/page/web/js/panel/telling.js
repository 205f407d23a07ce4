/* Which events a page tells when it has no room for all: the main ones, then what weighs most, and not all of one place and kind. */

import { EVENTS, MAIN } from '../core/payload.js';

/**
 * Order events, the most telling first; each one chosen makes others of its place and kind less telling.
 * @param {number[]} events
 * @param {number} most
 */
export function mostTelling(events, most) {
  const waiting = new Map(events.map((i) => [i, EVENTS.weight[i] / 10 + (MAIN.has(i) ? 20 : 0)]));
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
