/* The card of a square: how many events of which kinds lie in it, where they can be read, and the way to its neighbours. */

import { byId, el } from '../core/dom.js';
import { distanceToPath, isInside } from '../core/geometry.js';
import { kindLook } from '../core/look.js';
import { latLngOf } from '../core/projection.js';
import { edgesOf } from '../core/squares.js';
import { state } from '../core/state.js';
import { districtName, label, longDate, numberText, OF_PLACE, t } from '../core/words.js';
import { arrondissementPaths, ground } from '../map/ground.js';
import { showSpot } from '../map/map.js';
import { signIcon } from '../map/signs.js';
import { commandNow } from '../panel/command.js';
import { copiedCoordinates, factList } from '../panel/facts.js';
import { chosenSquare, countedNow, countIn, kindsIn } from './counts.js';
import { chooseSquare } from './layer.js';
import { metresOf } from './scale.js';

/** @param {Square} square */
export function squareCard(square) {
  const n = countIn(square);
  const [west, north, east, south] = edgesOf(square);
  const middle = latLngOf((west + east) / 2, (north + south) / 2);
  const metres = metresOf(square.level);
  /** @type {[string, string | Node][]} */
  const facts = [
    [t('when'), countedNow() === 'week' ? t('whole_week') : longDate(state.day)],
    [t('position'), t('density_within', { m: numberText(metres) })],
    [t('coordinates'), copiedCoordinates(middle.lat, middle.lng)],
  ];
  const kinds = kindsIn(square);
  return [
    el('p', { class: 'kind', text: t('density_square', { m: numberText(metres) }) }),
    el('h2', { text: t(n === 1 ? 'density_one' : n ? 'density_n' : 'density_none', { n: numberText(n) }) }),
    el('p', { class: 'names' }, [
      el('span', { class: 'then', ...OF_PLACE, text: nearestName(square) }),
      el('span', { class: 'now', text: zoneAt((west + east) / 2, (north + south) / 2) }),
    ]),
    factList(facts),
    kinds.length ? kindCounts(kinds, t('density_here')) : null,
    n
      ? el('section', { class: 'cite' }, [
          el('h3', { text: t('density_read') }),
          el('p', { text: t('density_read_text', { file: countedFile() }) }),
          el('p', {}, [el('code', { text: commandNow(degreesOf(square)) })]),
        ])
      : null,
    neighbours(square),
  ];
}

/** The folder that holds every event counted now, as GeoParquet. */
export const countedFile = () =>
  countedNow() === 'week' ? 'gis/parquet/' : `gis/parquet/days/day=${state.day}/`;

/** West, south, east, north in degrees, finer than the record's five decimals: no event lies on an edge. @param {Square} square */
function degreesOf(square) {
  const [west, north, east, south] = edgesOf(square);
  const [low, high] = [latLngOf(west, south), latLngOf(east, north)];
  return [low.lng, low.lat, high.lng, high.lat].map((degrees) => Number(degrees.toFixed(7)));
}

/** The street nearest to the middle of a square. @param {Square} square */
export function nearestName(square) {
  const [west, north, east, south] = edgesOf(square);
  const [x, y] = [(west + east) / 2, (north + south) / 2];
  let least = Infinity;
  let name = '';
  for (const { n, paths } of ground.streets) {
    if (!n) continue;
    for (const path of paths) {
      const away = distanceToPath(path, x, y);
      if (away < least) [least, name] = [away, n];
    }
  }
  return name;
}

/**
 * The arrondissement at a point of the world.
 * @param {number} x
 * @param {number} y
 */
export function zoneAt(x, y) {
  const area = arrondissementPaths.find(({ paths }) => isInside(paths, x, y));
  return districtName(area?.number ?? 0);
}

/**
 * The sign of a kind, whoever did it.
 * @param {string} kind
 * @param {number} [size]
 */
export const kindIcon = (kind, size) => signIcon(kindLook(kind), { size });

/**
 * Numbers by kind, as a table with the signs of the kinds.
 * @param {[string, number][]} kinds
 * @param {string} caption
 */
export const kindCounts = (kinds, caption) =>
  countTable(
    caption,
    t('kind_of_event'),
    kinds.map(([kind, n]) => [el('span', { class: 'with-sign' }, [kindIcon(kind), label('kind', kind)]), n]),
  );

/**
 * @param {string} caption
 * @param {string} head
 * @param {[Node | string, number][]} counted
 */
export function countTable(caption, head, counted) {
  return el('table', { class: 'counts' }, [
    el('caption', { text: caption }),
    el('thead', {}, [
      el('tr', {}, [
        el('th', { scope: 'col', text: head }),
        el('th', { scope: 'col', class: 'number', text: t('density_events') }),
      ]),
    ]),
    el(
      'tbody',
      {},
      counted.map(([name, n]) =>
        el('tr', {}, [
          el('th', { scope: 'row' }, [name]),
          el('td', { class: 'number', text: numberText(n) }),
        ]),
      ),
    ),
  ]);
}

/** The way on from a square, for whoever does not use the map. @param {Square} square */
function neighbours(square) {
  const { level, column, row } = square;
  const buttons = /** @type {[string, number, number][]} */ ([
    ['density_north', 0, -1],
    ['density_east', 1, 0],
    ['density_south', 0, 1],
    ['density_west', -1, 0],
  ]).map(([side, dx, dy]) => {
    const next = { level, column: column + dx, row: row + dy };
    const text = t(side, { n: numberText(countIn(next)) });
    const button = el('button', { type: 'button', class: 'plain', 'data-side': side, text });
    button.addEventListener('click', () => {
      chooseSquare(next);
      const again = byId('card').querySelector(`[data-side="${side}"]`);
      if (again instanceof HTMLElement) again.focus();
    });
    return button;
  });
  return el('section', { class: 'neighbours' }, [
    el('h3', { text: t('density_neighbours') }),
    el('div', { class: 'buttons' }, buttons),
  ]);
}

/** Bring the chosen square into sight, from where it is one of those drawn. */
export function showSquare() {
  const square = chosenSquare();
  if (!square) return;
  const [west, north, east, south] = edgesOf(square);
  const zoom = Math.max(11, square.level - 5);
  showSpot(latLngOf((west + east) / 2, (north + south) / 2), zoom, zoom);
}
