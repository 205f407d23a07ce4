/* What stands on the map of a day, and how large: from afar the main events as full signs, the rest small, and what is many on
   one spot as one counted sign; from near every event of the day. */

import { chosenEvent } from '../core/choosing.js';
import { eventsShown, statusShown } from '../core/filters.js';
import { EVENTS, MAIN } from '../core/payload.js';
import { state } from '../core/state.js';
import { placeNames } from '../labels/mainnames.js';
import { bestSpot, boxAt, groupsOf } from './crowding.js';
import { inSight, PLACE_X, PLACE_Y, spreadOut } from './placing.js';
import { isFaint, isFromNear, mainSize, signSize, smallSize } from './sizes.js';

/** From so many events on one spot they are one counted sign. */
const LEAST_COUNTED = 4;

/** Of all days together no more are full than of one. */
const MOST_MAIN = 15;

/** As many signs as there are main events are full up to this zoom; from nearer, more. */
const MORE_FROM = 13;

/** Signs that stand so near to each other, in sizes of a small one, are counted as one: those of no known day sooner. */
const REACH = { dated: 2.1, undated: 3 };

/** How far a sign may step aside from its place, in its own sizes. */
const STEP = { full: 1.85, counted: 2.8 };

/** Of a full sign, what may not be hidden: its corners may. */
const CORE = 0.86;

/** @typedef {{marks: Mark[], groups: Group[], names: MainName[]}} Layout */

/** The latest ones, of the shown day and of those painted ahead. @type {{key: unknown[], layout: Layout}[]} */
const latest = [];
const MOST_KEPT = 4;

/**
 * What stands where in a picture, what lies on top last; asked for by the marks and by the names of one view.
 * @param {View} view
 * @returns {Layout}
 */
export function layoutOf(view) {
  const shown = eventsShown(view.day);
  const { scale, ox, oy, width, height, day } = view;
  const key = [shown, scale, ox, oy, width, height, day, chosenEvent(), state.lang, state.signs];
  const kept = latest.find((one) => key.every((part, n) => part === one.key[n]));
  if (kept) return kept.layout;
  const layout = isFromNear(view) ? fromNear(view) : fromAfar(view, shown);
  layout.marks.forEach((mark, z) => {
    mark.z = z;
  });
  const chosen = chosenEvent();
  if (chosen >= 0) toTop(layout, view, chosen);
  latest.unshift({ key, layout });
  latest.length = Math.min(latest.length, MOST_KEPT);
  return layout;
}

/**
 * The chosen event lies on top, and is shown though no filter lets it pass.
 * @param {Layout} layout
 * @param {View} view
 * @param {number} chosen
 */
function toTop({ marks }, view, chosen) {
  const at = marks.findIndex(({ i }) => i === chosen);
  const [mark] = at < 0 ? [markOf(view, chosen)] : marks.splice(at, 1);
  marks.push({ ...mark, size: mainSize(view), form: 'full' });
}

/**
 * @param {View} view
 * @param {number} i
 * @returns {Mark}
 */
function markOf(view, i) {
  const place = EVENTS.place[i];
  const x = PLACE_X[place] * view.scale - view.ox;
  const y = PLACE_Y[place] * view.scale - view.oy;
  return { i, x, y, status: statusShown(i, view.day), z: 0, size: smallSize(view), form: 'small' };
}

/** @param {View} view @returns {Layout} */
function fromNear(view) {
  const marks = spreadOut(view, inSight(view)).map((mark) => ({
    ...mark,
    size: signSize(mark, view),
    form: /** @type {Mark['form']} */ (isFaint(mark, view.day) ? 'past' : 'full'),
  }));
  return { marks, groups: [], names: [] };
}

/**
 * @param {View} view
 * @param {Shown} shown
 * @returns {Layout}
 */
function fromAfar(view, { own, ongoing, undated, after }) {
  const seen = new Set(inSight(view));
  const isSeen = (/** @type {number} */ i) => seen.has(i);
  const full = fullSigns(view, own.filter(isSeen));
  const taken = full.map((mark) => boxAt(mark, mark.size * CORE));
  const isFull = new Set(full.map(({ i }) => i));
  const others = [...seen].filter((i) => !isFull.has(i)).map((i) => boxAt(markOf(view, i), smallSize(view)));
  const names = placeNames(view, full, taken, others);
  taken.push(...names.map(({ box }) => box));
  /** Those that have a small sign each. @type {number[]} */
  const single = [];
  /** @type {Group[]} */
  const groups = [];
  // What may or may not be of the day is counted apart.
  for (const [events, hollow] of /** @type {[number[], boolean][]} */ ([
    [own.concat(ongoing, after), false],
    [undated, true],
  ])) {
    const rest = events.filter((i) => isSeen(i) && !isFull.has(i));
    for (const members of groupsOf(
      rest.map((i) => markOf(view, i)),
      smallSize(view) * (hollow ? REACH.undated : REACH.dated),
    )) {
      const rows = members.map((n) => rest[n]).sort((a, b) => a - b);
      if (rows.length < LEAST_COUNTED) single.push(...rows);
      else groups.push(groupOf(view, rows, hollow, taken));
    }
  }
  const ofDay = new Set([...own, ...ongoing, ...undated, ...after]);
  const before = [...seen].filter((i) => !ofDay.has(i));
  // All of one spot stand round each other, also round the full sign that stands on it.
  const onSpot = full.filter(({ home }) => !home).map(({ i }) => i);
  const small = spreadOut(view, [...before, ...single, ...onSpot])
    .filter(({ i }) => !isFull.has(i))
    .map((mark) => smallMark(mark, view, ofDay.has(mark.i) ? 'small' : 'past'));
  return { marks: [...small, ...full], groups, names };
}

/**
 * @param {Mark} mark
 * @param {View} view
 * @param {Mark['form']} form
 * @returns {Mark}
 */
const smallMark = (mark, view, form) => ({
  ...mark,
  size: Math.min(smallSize(view), signSize(mark, view)),
  form,
});

/**
 * The main events, each clear of the others, the weightiest last; where there is room, what weighs next.
 * @param {View} view
 * @param {number[]} own
 * @returns {Mark[]}
 */
function fullSigns(view, own) {
  const size = mainSize(view);
  const byWeight = [...own].sort((a, b) => EVENTS.weight[b] - EVENTS.weight[a] || a - b);
  const isMain = (/** @type {number} */ i) => MAIN.has(i);
  const main = byWeight.filter(isMain).slice(0, MOST_MAIN);
  const most = Math.max(main.length, main.length * 4 ** (view.zoom - MORE_FROM));
  /** @type {Mark[]} */
  const full = [];
  /** @type {Box[]} */
  const taken = [];
  for (const i of [...main, ...byWeight.filter((i) => !main.includes(i))]) {
    if (full.length >= most) break;
    const mark = markOf(view, i);
    const { spot, hidden } = bestSpot(mark, size * CORE, taken, isMain(i) ? STEP.full / CORE : 0);
    if (hidden) continue;
    taken.push(boxAt(spot, size * CORE));
    const home = spot === mark ? undefined : { x: mark.x, y: mark.y };
    full.push({ ...mark, x: spot.x, y: spot.y, home, size, form: 'full' });
  }
  return full.reverse();
}

/**
 * Count the events of one spot in a sign that stands clear of the full ones and of other counts.
 * @param {View} view
 * @param {number[]} rows
 * @param {boolean} hollow
 * @param {Box[]} taken added to
 * @returns {Group}
 */
function groupOf(view, rows, hollow, taken) {
  const spots = rows.map((i) => markOf(view, i));
  const middle = {
    x: spots.reduce((sum, { x }) => sum + x, 0) / spots.length,
    y: spots.reduce((sum, { y }) => sum + y, 0) / spots.length,
  };
  const size = (rows.length < 10 ? 1.75 : rows.length < 100 ? 2 : 2.4) * smallSize(view);
  const { x, y } = bestSpot(middle, size, taken, STEP.counted).spot;
  taken.push(boxAt({ x, y }, size));
  return { x, y, size, rows, hollow };
}
