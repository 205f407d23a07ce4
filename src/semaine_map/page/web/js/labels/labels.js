/* Names on the map, by priority: arrondissements, water, great places, then streets as one comes nearer. */

import { toEnd } from '../core/breath.js';
import { isInView } from '../core/geometry.js';
import { state } from '../core/state.js';
import { boxAt } from '../map/crowding.js';
import { ground, todaysName } from '../map/ground.js';
import { layoutOf } from '../map/layout.js';
import { litBoxes } from '../map/lit.js';
import { map } from '../map/map.js';
import { inSight } from '../map/placing.js';
import { CROWD } from '../map/sizes.js';
import { nameArrondissements, nameQuartiers } from './areas.js';
import { Boxes } from './boxes.js';
import { nameDays } from './dayzones.js';
import { keyOf, landmarkNames, landmarks } from './landmarks.js';
import { LABEL_COLOUR, SERIF } from './lettering.js';
import { nameColumns, nameLine } from './linenames.js';
import { writeMainNames } from './mainnames.js';
import { nameArea, nameSpot } from './spots.js';

/** The widest first. @type {typeof ground.streets | null} */
let streetsByWidth = null;

/**
 * Write the names, as far as the caller goes on: it may leave off after each step.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @returns {Generator<void>}
 */
export function* namingSteps(ctx, view) {
  if (inSight(view).length <= CROWD && state.scene === null) layoutOf(view);
  yield;
  const boxes = new Boxes();
  boxes.rather = new Boxes();
  boxes.names = new Boxes();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  // One that was left off may have been among letters that stand apart.
  ctx.letterSpacing = '0px';
  const areas = state.filters.layers.has('arrondissements');
  reserveControls(view, boxes);
  nameMain(ctx, view, boxes);
  yield;
  if (state.view === 'week') nameDays(ctx, view, boxes);
  if (areas) yield* nameArrondissements(ctx, view, boxes);
  nameColumns(ctx, view, boxes);
  yield;
  nameWater(ctx, view, boxes);
  yield;
  nameLandmarks(ctx, view, boxes, (zoom) => zoom < 14);
  yield;
  nameGreen(ctx, view, boxes);
  yield;
  if (areas && view.zoom < 15) nameQuartiers(ctx, view, boxes);
  yield* nameStreets(ctx, view, boxes);
  nameLandmarks(ctx, view, boxes, (zoom) => zoom >= 14);
  if (areas && view.zoom >= 15) nameQuartiers(ctx, view, boxes);
}

/**
 * Write all names at once.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
export function paintNames(ctx, view) {
  toEnd(namingSteps(ctx, view));
}

/**
 * Name the main events, and keep the day's own signs clear of names; what is small may lie under one where there is no other
 * room.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {import('./boxes.js').Boxes} boxes
 */
function nameMain(ctx, view, boxes) {
  if (inSight(view).length > CROWD) return;
  // In a scene the text says what is lit, and all the rest steps back.
  if (state.scene !== null) {
    for (const box of litBoxes(view)) boxes.take(box);
    return;
  }
  const { marks, groups, names } = layoutOf(view);
  for (const mark of marks) (mark.form === 'full' ? boxes : boxes.rather)?.take(boxAt(mark, mark.size));
  for (const group of groups) boxes.take(boxAt(group, group.size));
  for (const { box } of names) for (const taken of [boxes, boxes.names]) taken?.take(box);
  writeMainNames(ctx, names);
}

/**
 * Keep names from under what lies over the map: the zoom buttons, the scale, a phone's sheet.
 * @param {View} view
 * @param {import('./boxes.js').Boxes} boxes
 */
function reserveControls({ pad: [left, top] }, boxes) {
  // On paper nothing lies over the map, and nothing is drawn beyond its edge.
  if (!left) return;
  const around = map.getContainer().getBoundingClientRect();
  for (const over of document.querySelectorAll('.zoom, .leaflet-control-scale, #chronicle')) {
    const { x, y, width, height } = over.getBoundingClientRect();
    boxes.take({ x: x - around.x + left - 4, y: y - around.y + top - 4, w: width + 8, h: height + 8 });
  }
}

/**
 * Great waters along their axes, canals along their line.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {import('./boxes.js').Boxes} boxes
 */
function nameWater(ctx, view, boxes) {
  const size = view.zoom < 13 ? 14 : 17;
  ctx.font = `italic ${size}px ${SERIF}`;
  ctx.letterSpacing = '3px';
  for (const { n, paths } of ground.axes)
    if (n)
      nameLine(ctx, view, boxes, { text: n.toUpperCase(), path: paths[0], size, colour: LABEL_COLOUR.water });
  ctx.letterSpacing = '0px';
  ctx.font = `italic 13px ${SERIF}`;
  if (view.zoom < 13) return;
  const alongAxes = new Set(ground.axes.map(({ n }) => n));
  for (const water of ground.water) {
    if (!water.n || alongAxes.has(water.n) || !isInView(water.bounds, view)) continue;
    if (water.g === 'line') {
      nameLine(ctx, view, boxes, {
        text: water.n,
        path: water.paths[0],
        size: 13,
        colour: LABEL_COLOUR.water,
      });
    } else nameArea(ctx, view, boxes, water, LABEL_COLOUR.water);
  }
  if (view.zoom < 13.5) return;
  for (const island of ground.islands) if (island.n) nameArea(ctx, view, boxes, island, LABEL_COLOUR.faint);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {import('./boxes.js').Boxes} boxes
 */
function nameGreen(ctx, view, boxes) {
  ctx.font = `italic 12px ${SERIF}`;
  for (const area of ground.green) {
    // A park that is a landmark has its name already, or will have it from nearer.
    if (!landmarkNames.has(keyOf(area.n ?? ''))) nameArea(ctx, view, boxes, area, LABEL_COLOUR.green);
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {import('./boxes.js').Boxes} boxes
 * @returns {Generator<void>}
 */
function* nameStreets(ctx, view, boxes) {
  if (view.zoom < 13) return;
  streetsByWidth ??= [...ground.streets].sort((a, b) => (b.w ?? 0) - (a.w ?? 0));
  /** Streets that are named twice in the tables are named once on the map. @type {Set<string>} */
  const done = new Set();
  for (const street of streetsByWidth) {
    const metres = street.w ?? 0;
    if (!street.n || street.g !== 'line' || !isInView(street.bounds, view)) continue;
    if (metres < 30 && view.zoom < (metres < 15 ? 14.25 : 13.5)) continue;
    if (done.has(street.n) && view.zoom < 15) continue;
    if (boxes.written.has(keyOf(street.n))) continue;
    const size = metres >= 30 || view.zoom >= 15.5 ? 12.5 : 11.5;
    // From near, today's name stands beneath where it is another.
    const under = view.zoom >= 15.25 ? todaysName(street) : undefined;
    ctx.font = `${size}px ${SERIF}`;
    for (const path of street.paths) {
      if (nameLine(ctx, view, boxes, { text: street.n, under, path, size, colour: LABEL_COLOUR.street }))
        done.add(street.n);
    }
    yield;
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {import('./boxes.js').Boxes} boxes
 * @param {(zoom: number) => boolean} isTurn
 */
function nameLandmarks(ctx, view, boxes, isTurn) {
  ctx.font = `12px ${SERIF}`;
  for (const { name: text, from, x: wx, y: wy } of landmarks) {
    if (view.zoom < from || !isTurn(from)) continue;
    const x = wx * view.scale - view.ox;
    const y = wy * view.scale - view.oy;
    if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
    if (boxes.written.has(keyOf(text))) continue;
    if (nameSpot(ctx, view, boxes, { text, x, y, size: 12, colour: LABEL_COLOUR.great, dot: true }))
      boxes.written.add(keyOf(text));
  }
}
