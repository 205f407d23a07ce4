/* Names on the map, by priority: arrondissements, water, great places, then streets as one comes nearer. */

import { isInside, isInView, worldX, worldY } from '../core/geometry.js';
import { payload } from '../core/payload.js';
import { state } from '../core/state.js';
import { t } from '../core/words.js';
import { nameColumns } from '../map/columns.js';
import { CROWD } from '../map/crowd.js';
import { arrondissementPaths, ground, streetMetres, todaysName } from '../map/ground.js';
import { map } from '../map/map.js';
import { drawnSize, isFaint, markSizeIn } from '../map/marks.js';
import { inSight, placeMarks } from '../map/placing.js';
import { Boxes } from './boxes.js';
import { keyOf, landmarkNames, landmarks } from './landmarks.js';
import { nameLine } from './linenames.js';

export const SERIF =
  '"Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", "P052", Georgia, serif';
export const HALO = 'rgba(246, 241, 231, 0.88)';
export const NAME_INK = {
  great: '#4a4033',
  street: '#4a4338',
  water: '#3f5f6e',
  green: '#55633a',
  faint: '#6b604f',
};

/** Names written since the last repainting began, so that a place drawn twice is named once. @type {Set<string>} */
const written = new Set();

/** The room of the names alone: a dot may lie under its sign, not under the name of another. */
export let names = new Boxes();

/** Streets that are named twice in the tables are named once on the map. */
const namedStreets = [...ground.streets].sort((a, b) => streetMetres(b) - streetMetres(a));

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
export function paintNames(ctx, view) {
  const boxes = new Boxes();
  boxes.rather = new Boxes();
  names = new Boxes();
  written.clear();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  const areas = state.filters.layers.has('arrondissements');
  reserveControls(view, boxes);
  reserveMarks(view, boxes);
  if (areas) nameArrondissements(ctx, view, boxes);
  nameColumns(ctx, view, boxes);
  nameWater(ctx, view, boxes);
  nameLandmarks(ctx, view, boxes, (zoom) => zoom < 14);
  nameGreen(ctx, view, boxes);
  if (areas && view.zoom < 15) nameQuartiers(ctx, view, boxes);
  nameStreets(ctx, view, boxes);
  nameLandmarks(ctx, view, boxes, (zoom) => zoom >= 14);
  if (areas && view.zoom >= 15) nameQuartiers(ctx, view, boxes);
}

/**
 * Keep the day's own signs clear of names; what is past may lie under one where there is no other room.
 * @param {View} view
 * @param {Boxes} boxes
 */
function reserveMarks(view, boxes) {
  if (inSight(view).length > CROWD) return;
  for (const mark of placeMarks(view)) {
    const size = drawnSize(mark, view);
    const taken = isFaint(mark) ? boxes.rather : boxes;
    taken?.take({ x: mark.x - size / 2, y: mark.y - size / 2, w: size, h: size });
  }
}

/**
 * Keep names from under what lies over the map: the zoom buttons, the scale, a phone's sheet.
 * @param {View} view
 * @param {Boxes} boxes
 */
function reserveControls({ pad: [left, top] }, boxes) {
  // On paper nothing lies over the map, and nothing is drawn beyond its edge.
  if (!left) return;
  const frame = map.getContainer().getBoundingClientRect();
  for (const over of document.querySelectorAll('.zoom, .leaflet-control-scale, #chronicle')) {
    const { x, y, width, height } = over.getBoundingClientRect();
    boxes.take({ x: x - frame.x + left - 4, y: y - frame.y + top - 4, w: width + 8, h: height + 8 });
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {string} colour
 */
function writeSpot(ctx, text, x, y, colour) {
  ctx.strokeStyle = HALO;
  ctx.lineWidth = 3;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

/**
 * Name an area or a point, in one line or two, if the place is free.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {Boxes} boxes
 * @param {{text: string, x: number, y: number, size: number, colour: string, dot?: boolean}} name
 */
function nameSpot(ctx, view, boxes, { text, x, y, size, colour, dot = false }) {
  const width = ctx.measureText(text).width;
  const h = size * 1.25;
  /** A dot's name may stand right, left, above or below it; an area's only on its middle. */
  const spots = dot
    ? [5, markSizeIn(view) * 0.7].flatMap((away) => [
        [width / 2 + away, 0],
        [-width / 2 - away, 0],
        [0, -h * 0.4 - away],
        [0, h * 0.4 + away],
      ])
    : [[0, 0]];
  const point = { x: x - 3, y: y - 3, w: 6, h: 6 };
  if (dot && !names.isFree(point)) return false;
  for (const strictly of [true, false]) {
    for (const [dx, dy] of spots) {
      const box = { x: x + dx - width / 2 - 2, y: y + dy - h / 2, w: width + 4, h };
      if (!isSeenWhole(box, view) || !boxes.claim([box], strictly)) continue;
      names.take(box);
      writeSpot(ctx, text, x + dx, y + dy, colour);
      if (dot) {
        for (const taken of [boxes, names]) taken.take(point);
        ctx.beginPath();
        ctx.arc(x, y, 1.8, 0, 2 * Math.PI);
        ctx.fill();
      }
      return true;
    }
  }
  return false;
}

/** Where a great name may stand, in half its heights from its place, nearest first. */
const AROUND = Array.from({ length: 29 * 29 }, (_, k) => [(k % 29) - 14, Math.floor(k / 29) - 14])
  .sort(([ax, ay], [bx, by]) => Math.hypot(ax, ay) - Math.hypot(bx, by))
  .filter(([x, y]) => Math.hypot(x, y) <= 14);

/**
 * A name cut by the edge of the window is worse than none.
 * @param {Box} box
 * @param {View} view
 */
export function isSeenWhole({ x, y, w, h }, { width, height, pad: [left, top] }) {
  return x >= left && y >= top && x + w <= width - left && y + h <= height - top;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {Boxes} boxes
 */
function nameArrondissements(ctx, view, boxes) {
  if (view.zoom >= 15.5) return;
  const largest = view.zoom < 12.25 ? 16 : 21;
  ctx.letterSpacing = '1px';
  for (const area of arrondissementPaths) {
    if (!isInView(area.bounds, view)) continue;
    // A great name steps aside for the day's signs, within its own arrondissement; where they leave no room it is
    // written smaller, and at last where they hide the least of it.
    const tries = [largest, 16, 13]
      .filter((size) => size <= largest)
      .map((size) => roomFor(ctx, view, boxes, area, size));
    const room =
      tries.find((one) => one?.covered === 0) ??
      tries.reverse().find((one) => one !== null) ??
      roomFor(ctx, view, boxes, area, 13, { whole: false });
    // From very far twenty numbers are more than the city has room for.
    if (!room || (view.zoom < 10.9 && room.covered > 0)) continue;
    ctx.font = `600 ${room.size}px ${SERIF}`;
    boxes.take(room.box);
    writeSpot(ctx, ordinal(area.number), room.x, room.y, NAME_INK.great);
  }
  ctx.letterSpacing = '0px';
}

/**
 * Find where the number of an arrondissement is hidden least, nearest to its middle.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {Boxes} boxes
 * @param {(typeof arrondissementPaths)[number]} area
 * @param {number} size
 * @param {{whole?: boolean}} [options] `whole`: all of it within the arrondissement, not its middle alone
 */
function roomFor(ctx, view, boxes, { number, label: [lon, lat], paths }, size, { whole = true } = {}) {
  ctx.font = `600 ${size}px ${SERIF}`;
  const w = ctx.measureText(ordinal(number)).width;
  const h = size * 0.9;
  /** @type {{x: number, y: number, size: number, box: Box, covered: number} | null} */
  let best = null;
  for (const [dx, dy] of AROUND) {
    const x = worldX(lon) * view.scale - view.ox + (dx * size) / 2;
    const y = worldY(lat) * view.scale - view.oy + (dy * size) / 2;
    const box = { x: x - w / 2, y: y - h / 2, w, h };
    const corners = whole ? [-1, 1].flatMap((across) => [-1, 1].map((down) => [across, down])) : [[0, 0]];
    const isOwn = corners.every(([across, down]) =>
      isInside(
        paths,
        (x + (across * w) / 2 + view.ox) / view.scale,
        (y + (down * h) / 2 + view.oy) / view.scale,
      ),
    );
    if (!isSeenWhole(box, view) || !isOwn) continue;
    const covered = boxes.covered(box);
    if (!best || covered < best.covered) best = { x, y, size, box, covered };
    if (covered === 0) break;
  }
  return best;
}

/** @param {number} n */
export const ordinal = (n) =>
  state.lang === 'fr'
    ? `${n}${n === 1 ? 'er' : 'e'}`
    : `${n}${[11, 12, 13].includes(n) ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`;

/** @param {number} n 0 is outside the city */
export const arrondissementName = (n) => (n ? t('arrondissement_n', { n: ordinal(n) }) : t('outside_city'));

/**
 * The Seine along its middle, canals along their line.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {Boxes} boxes
 */
function nameWater(ctx, view, boxes) {
  const size = view.zoom < 13 ? 14 : 17;
  ctx.font = `italic ${size}px ${SERIF}`;
  ctx.letterSpacing = '3px';
  for (const path of riverAxis)
    nameLine(ctx, view, boxes, { text: 'LA SEINE', path, size, colour: NAME_INK.water });
  ctx.letterSpacing = '0px';
  ctx.font = `italic 13px ${SERIF}`;
  if (view.zoom < 13) return;
  for (const water of ground.water) {
    if (!water.n || water.k === 'seine' || !isInView(water.bounds, view)) continue;
    if (water.g === 'line') {
      nameLine(ctx, view, boxes, { text: water.n, path: water.paths[0], size: 13, colour: NAME_INK.water });
    } else nameArea(ctx, view, boxes, water, NAME_INK.water);
  }
  if (view.zoom < 13.5) return;
  for (const island of ground.islands) if (island.n) nameArea(ctx, view, boxes, island, NAME_INK.faint);
}

/** Three stretches of the river's axis through our own points; the arms round the islands stay free. */
const riverAxis = (
  ground.water.some(({ n }) => n?.includes('Seine'))
    ? [
        [2.392, 48.829, 2.3755, 48.8385, 2.3665, 48.8455],
        [2.332, 48.8592, 2.3235, 48.8625, 2.3105, 48.8636, 2.3, 48.8628, 2.2935, 48.8603],
        [2.2875, 48.8555, 2.281, 48.8505, 2.2765, 48.8455, 2.2705, 48.8405],
      ]
    : []
).map((flat) => Float64Array.from(flat, (value, k) => (k % 2 ? worldY(value) : worldX(value))));

/**
 * Name an area on the middle of its bounds, if the name fits into it.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {Boxes} boxes
 * @param {{n?: string, bounds: [number, number, number, number]}} area
 * @param {string} colour
 */
function nameArea(ctx, view, boxes, { n = '', bounds }, colour) {
  if (!n || !isInView(bounds, view) || written.has(keyOf(n))) return;
  const [west, north, east, south] = bounds;
  const room = (east - west) * view.scale;
  if (ctx.measureText(n).width > room * 1.5) return;
  const x = ((west + east) / 2) * view.scale - view.ox;
  const y = ((north + south) / 2) * view.scale - view.oy;
  if (nameSpot(ctx, view, boxes, { text: n, x, y, size: 13, colour })) written.add(keyOf(n));
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {Boxes} boxes
 */
function nameGreen(ctx, view, boxes) {
  ctx.font = `italic 12px ${SERIF}`;
  for (const area of ground.green) {
    // A park that is a landmark has its name already, or will have it from nearer.
    if (!landmarkNames.has(keyOf(area.n ?? ''))) nameArea(ctx, view, boxes, area, NAME_INK.green);
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {Boxes} boxes
 */
function nameStreets(ctx, view, boxes) {
  if (view.zoom < 13) return;
  /** @type {Set<string>} */
  const done = new Set();
  for (const street of namedStreets) {
    const metres = streetMetres(street);
    if (!street.n || street.g !== 'line' || !isInView(street.bounds, view)) continue;
    if (metres < 30 && view.zoom < (metres < 15 ? 14.25 : 13.5)) continue;
    if (done.has(street.n) && view.zoom < 15) continue;
    if (written.has(keyOf(street.n))) continue;
    const size = metres >= 30 || view.zoom >= 15.5 ? 12.5 : 11.5;
    // From near, today's name stands beneath where it is another.
    const under = view.zoom >= 15.25 ? todaysName(street) : undefined;
    ctx.font = `${size}px ${SERIF}`;
    for (const path of street.paths) {
      if (nameLine(ctx, view, boxes, { text: street.n, under, path, size, colour: NAME_INK.street }))
        done.add(street.n);
    }
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {Boxes} boxes
 * @param {(zoom: number) => boolean} isTurn
 */
function nameLandmarks(ctx, view, boxes, isTurn) {
  ctx.font = `12px ${SERIF}`;
  for (const { name: text, from, x: wx, y: wy } of landmarks) {
    if (view.zoom < from || !isTurn(from)) continue;
    const x = wx * view.scale - view.ox;
    const y = wy * view.scale - view.oy;
    if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
    if (written.has(keyOf(text))) continue;
    if (nameSpot(ctx, view, boxes, { text, x, y, size: 12, colour: NAME_INK.great, dot: true }))
      written.add(keyOf(text));
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {Boxes} boxes
 */
function nameQuartiers(ctx, view, boxes) {
  if (view.zoom < 13.25 || !payload.quartiers) return;
  const { name, lon, lat } = payload.quartiers;
  ctx.font = `12px ${SERIF}`;
  ctx.letterSpacing = '1.5px';
  name.forEach((one, k) => {
    const text = one.replaceAll("'", '’').toLocaleUpperCase('fr');
    const x = worldX(lon[k]) * view.scale - view.ox;
    const y = worldY(lat[k]) * view.scale - view.oy;
    if (x < 0 || y < 0 || x > view.width || y > view.height) return;
    [0, 1.6, -1.6, 3.2, -3.2].some((away) =>
      nameSpot(ctx, view, boxes, { text, x, y: y + away * 12, size: 12, colour: NAME_INK.faint }),
    );
  });
  ctx.letterSpacing = '0px';
}
