/* What stands in the place of the day's list where events are counted: the numbers of the day, by kind and by
   arrondissement, the scale of the squares, and the densest of them as a way in without the map. */

import { afterPaint, byId, el } from '../core/dom.js';
import { ALL_KINDS, layerOf } from '../core/look.js';
import { DENSITY } from '../core/payload.js';
import { edgesOf, nameOfSquare } from '../core/squares.js';
import { state } from '../core/state.js';
import { districtName, label, longDate, numberText, OF_PLACE, t } from '../core/words.js';
import { map } from '../map/map.js';
import { commandNow } from '../panel/command.js';
import { countedFile, countTable, kindCounts, kindIcon, nearestName, zoneAt } from './card.js';
import { byCount, countedNow, densestSquares, levelAt, sumOf, tableNow } from './counts.js';
import { chooseSquare } from './layer.js';
import { DENSITY_COLOURS, DENSITY_SHARES, metresOf, stepsAt, toneOf } from './scale.js';

/** So many of the densest squares are listed. */
const DENSEST = 10;

/** How many events are counted now, what of, and where each stands. */
export function densityText() {
  const n = sumOf(tableNow().flat());
  const total = /** @type {Density} */ (DENSITY).events;
  return t(countedNow() === 'week' ? 'density_week' : 'density_day', {
    n: numberText(n),
    total: numberText(total),
    file: countedFile(),
  });
}

/** Fill the chronicle of the day with its counts. */
export function showCounts() {
  if (!map) return; // The scale is that of the map's zoom: once there is one, startDensity comes back.
  const grid = /** @type {Density} */ (DENSITY);
  const table = tableNow();
  const n = sumOf(table.flat());
  byId('lists').replaceChildren(
    el('div', { class: 'counted' }, [
      el('h3', { text: t('density_scale') }),
      densityScale(),
      ...(n
        ? [
            kindCounts(byCount(grid.kinds, columnSums(table)), t('density_by_kind')),
            countTable(t('density_by_zone'), t('where'), zoneCounts(table)),
            el('h3', { text: t('density_densest') }),
            el('ol', { id: 'densest' }),
            el('p', { class: 'soft', text: t('density_table_hint') }),
          ]
        : [el('p', { class: 'empty', text: t('nothing_shown') })]),
    ]),
  );
  // It is far down, and needs the nearest street of each: a step need not wait for it.
  afterPaint(showDensest);
}

/** @param {number[][]} table */
const columnSums = (table) =>
  /** @type {Density} */ (DENSITY).kinds.map((_, kind) => sumOf(table.map((row) => row[kind])));

/**
 * Arrondissements in their order, what lies outside last.
 * @param {number[][]} table
 * @returns {[string, number][]}
 */
const zoneCounts = (table) =>
  [...table.keys()]
    .sort((a, b) => (a || Infinity) - (b || Infinity))
    .map((zone) => /** @type {[string, number]} */ ([districtName(zone), sumOf(table[zone])]))
    .filter(([, n]) => n);

/** The scale at the zoom shown, with its numbers. */
export function densityScale() {
  const grid = /** @type {Density} */ (DENSITY);
  const level = levelAt(map.getZoom());
  const steps = stepsAt(level, countedNow());
  const rows_ = steps.map((from, step) => {
    const tone = toneOf(step, steps.length);
    const swatch = el('span', { class: 'square' });
    swatch.style.width = `${Math.round(18 * DENSITY_SHARES[tone])}px`;
    swatch.style.height = swatch.style.width;
    swatch.style.backgroundColor = DENSITY_COLOURS[tone];
    const next = steps[step + 1];
    const text = !next
      ? t('density_or_more', { n: numberText(from) })
      : next - from === 1
        ? numberText(from)
        : t('from_to', { from: numberText(from), to: numberText(next - 1) });
    return el('li', {}, [el('span', { class: 'square-box' }, [swatch]), text]);
  });
  const values = { m: numberText(metresOf(level)), p: numberText(grid.precision_m) };
  return el('div', { class: 'density-scale' }, [
    el('ul', {}, rows_),
    el('p', { class: 'soft', text: t('density_scale_text', values) }),
  ]);
}

/** List the densest squares in sight, each a way to its card. */
export function showDensest() {
  const list = document.getElementById('densest');
  if (!list) return;
  const items = densestSquares(map.getBounds(), map.getZoom(), DENSEST).map(([square, n]) => {
    const [west, north, east, south] = edgesOf(square);
    const zone = zoneAt((west + east) / 2, (north + south) / 2);
    const button = el('button', { type: 'button', 'data-square': nameOfSquare(square) }, [
      el('span', { class: 'what' }, [
        el('span', { class: 'event-title', text: zone }),
        el('span', { class: 'where', ...OF_PLACE, text: nearestName(square) }),
      ]),
      el('span', { class: 'hour', text: t(n === 1 ? 'density_one' : 'density_n', { n: numberText(n) }) }),
    ]);
    button.addEventListener('click', ({ detail }) => {
      chooseSquare(square);
      if (detail === 0) byId('card').focus();
    });
    return el('li', {}, [button]);
  });
  list.replaceChildren(...items);
}

/** The counts of the day by arrondissement and kind, all at once: the table of the day. */
export function countsTable() {
  const grid = /** @type {Density} */ (DENSITY);
  const table = tableNow();
  const kinds = byCount(grid.kinds, columnSums(table)).map(([kind]) => kind);
  const total = sumOf(table.flat());
  /** @param {string} name @param {number[]} counts @param {boolean} [last] */
  const line = (name, counts, last = false) =>
    el('tr', last ? { class: 'sums' } : {}, [
      el('th', { scope: 'row', text: name }),
      ...kinds.map((kind) =>
        el('td', { class: 'number', text: numberText(counts[grid.kinds.indexOf(kind)]) }),
      ),
      el('td', { class: 'number', text: numberText(sumOf(counts)) }),
    ]);
  const zones = [...table.keys()].sort((a, b) => (a || Infinity) - (b || Infinity));
  const day = countedNow() === 'week' ? t('whole_week') : longDate(state.day);
  return el('table', {}, [
    el('caption', {}, [el('span', { text: t('density_caption', { day, n: numberText(total) }) })]),
    el('thead', {}, [
      el('tr', {}, [
        el('th', { scope: 'col', text: t('where') }),
        ...kinds.map((kind) => el('th', { scope: 'col', class: 'number', text: label('kind', kind) })),
        el('th', { scope: 'col', class: 'number', text: t('density_all') }),
      ]),
    ]),
    el('tbody', {}, [
      ...zones.filter((zone) => sumOf(table[zone])).map((zone) => line(districtName(zone), table[zone])),
      line(t('density_all'), columnSums(table), true),
    ]),
  ]);
}

/** Numbers for the key: of each kind, whether or not it is switched on. @returns {Record<string, number>} */
export function countedKinds() {
  const { kinds, layers } = /** @type {Density} */ (DENSITY);
  return Object.fromEntries(
    kinds.map((kind, n) => [kind, sumOf(layers[countedNow()].table.map((row) => row[n]))]),
  );
}

/** @param {string} layer */
export const hasKinds = (layer) => ALL_KINDS.some((kind) => layerOf(kind) === layer);

/** On paper: the numbers by kind, then by arrondissement. */
export function printedCounts() {
  const table = tableNow();
  const kinds = byCount(/** @type {Density} */ (DENSITY).kinds, columnSums(table));
  /** @type {[Node, string, number][]} */
  const lines = [
    ...kinds.map(
      ([kind, n]) => /** @type {[Node, string, number]} */ ([kindIcon(kind, 9), label('kind', kind), n]),
    ),
    ...zoneCounts(table).map(([zone, n]) => /** @type {[Node, string, number]} */ ([el('span'), zone, n])),
  ];
  return lines.map(([icon, name, n]) =>
    el('li', {}, [icon, el('span', {}, [`${name} `, el('b', { text: numberText(n) })])]),
  );
}

/** In the key: the scale, and which filters counts cannot answer. */
export const densityKey = () =>
  el('section', { class: 'signs-key' }, [
    el('h3', { text: t('density_scale') }),
    densityScale(),
    el('p', { text: t('density_filters') }),
  ]);

/** In the place of what could be taken away: where it is. @param {Node} buttons */
export const densityDownload = (buttons) => [
  el('h3', { text: t('download') }),
  el('p', { text: t('density_read_text', { file: countedFile() }) }),
  el('p', { class: 'soft', text: t('same_command') }),
  el('p', {}, [el('code', { text: commandNow(null) })]),
  buttons,
];
