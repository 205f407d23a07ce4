/* Who holds what at the day's end: each side its tint, the sides hatched where they fight. */

import { toEnd } from '../core/breath.js';
import { el } from '../core/dom.js';
import { isInView, trace } from '../core/geometry.js';
import { COLOUR, GROUND, LOOK, veil } from '../core/look.js';
import { DAYS, payload } from '../core/payload.js';
import { unpack } from '../core/projection.js';
import { eveningShown, moving } from '../core/scenes.js';
import { state } from '../core/state.js';
import { paintColumns } from './columns.js';
import { isFrontShown, paintEveningFronts, paintFrontBands, paintFrontLines } from './front.js';
import { arrondissementPaths, ground } from './ground.js';
import { textureOf } from './texture.js';

/** Fought-over ground belongs to nobody: stripes of the sides, not a blend. */
const STRIPES = LOOK.contested.stripes;

const HATCH = LOOK.contested.step * Math.max(2, STRIPES.length);

const SIDES = new Map(LOOK.sides.map(({ code, ground: colour }) => [code, colour]));

/** @type {CanvasPattern | null} */
let hatch = null;
let hatchDpr = 0;

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} dpr
 */
function hatching(ctx, dpr) {
  if (hatch && hatchDpr === dpr) return hatch;
  const tile = el('canvas');
  tile.width = HATCH * dpr;
  tile.height = HATCH * dpr;
  const pen = tile.getContext('2d');
  if (!pen) return null;
  pen.scale(dpr, dpr);
  pen.lineWidth = LOOK.contested.width;
  for (let offset = -HATCH; offset <= 2 * HATCH; offset += HATCH) {
    STRIPES.forEach((colour, k) => {
      pen.strokeStyle = colour;
      pen.beginPath();
      pen.moveTo(offset + k * LOOK.contested.step - 4, HATCH + 4);
      pen.lineTo(offset + k * LOOK.contested.step + HATCH + 4, -4);
      pen.stroke();
    });
  }
  hatch = ctx.createPattern(tile, 'repeat');
  hatchDpr = dpr;
  return hatch;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {string} side
 * @param {Path[]} paths
 */
function paintSide(ctx, view, side, paths) {
  ctx.beginPath();
  for (const path of paths) trace(ctx, path, view, true);
  if (side === 'contested') {
    const pattern = hatching(ctx, view.dpr);
    if (!pattern) return;
    // The stripes are pinned to the ground, else they would swim when the map is dragged.
    pattern.setTransform(
      new DOMMatrix().translate(-(view.ox % HATCH), -(view.oy % HATCH)).scale(1 / view.dpr),
    );
    ctx.fillStyle = pattern;
  } else {
    ctx.fillStyle = SIDES.get(side) ?? 'transparent';
    ctx.fill('evenodd');
    const texture = textureOf(ctx, view, side);
    if (!texture) return;
    ctx.fillStyle = texture;
  }
  ctx.fill('evenodd');
}

/** @type {Map<string, {status: string, paths: Path[]}[]>} */
const sectorCache = new Map();

/** @param {string} day */
function sectorsOn(day) {
  let sectors = sectorCache.get(day);
  if (!sectors) {
    sectors = (payload.sectors?.[day] ?? []).map((sector) => ({
      status: sector.status,
      paths: sector.rings.map(unpack),
    }));
    sectorCache.set(day, sectors);
  }
  return sectors;
}

/**
 * Paint all of it at once.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
export function paintTint(ctx, view) {
  toEnd(tintSteps(ctx, view));
}

/**
 * Paint it, as far as the caller goes on: it may leave off after each step.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @returns {Generator<void>}
 */
export function* tintSteps(ctx, view) {
  const { layers } = state.filters;
  const week = state.view === 'week';
  if (week) paintWeek(ctx, view);
  else if (layers.has('control')) paintSides(ctx, view);
  yield;
  if (isFrontShown()) paintFrontBands(ctx, view);
  yield;
  clearWater(ctx, view);
  yield;
  if (layers.has('arrondissements')) paintArrondissements(ctx, view);
  if (week && layers.has('control')) paintEveningFronts(ctx, view);
  if (moving.now) return;
  if (isFrontShown()) paintFrontLines(ctx, view);
  paintColumns(ctx, view);
}

/** The ground of an evening and its front, and nothing else: for a small map.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
export function paintEvening(ctx, view) {
  paintSides(ctx, view);
  paintFrontBands(ctx, view);
  clearWater(ctx, view);
  paintFrontLines(ctx, view);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
function paintSides(ctx, view) {
  const sectors = sectorsOn(view.day);
  if (sectors.length) {
    // Before its evening, what a day takes is not yet taken.
    const early = eveningShown(view.day) !== view.day;
    const kept = sectors.filter(
      ({ status }) => !early || (status !== 'contested' && status !== payload.defending),
    );
    for (const { status, paths } of kept) paintSide(ctx, view, status, paths);
    const rest = sectors.filter((sector) => !kept.includes(sector)).flatMap(({ paths }) => paths);
    if (rest.length) paintSide(ctx, view, payload.defending, rest);
    return;
  }
  const held = payload.control[eveningShown(view.day)] ?? [];
  for (const { number, paths } of arrondissementPaths) {
    const side = held[number];
    if (side) paintSide(ctx, view, side, paths);
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
function paintArrondissements(ctx, view) {
  ctx.lineJoin = 'round';
  ctx.beginPath();
  for (const { paths } of arrondissementPaths) for (const path of paths) trace(ctx, path, view, true);
  ctx.strokeStyle = veil(GROUND.wall, 0.6);
  ctx.lineWidth = view.zoom < 13 ? 0.8 : 1.2;
  ctx.setLineDash([5, 3]);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Nobody holds the river: the tint is cut out of the water.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
function clearWater(ctx, view) {
  ctx.globalCompositeOperation = 'destination-out';
  for (const { k, g, paths, bounds } of ground.water) {
    if (g !== 'polygon' || k === 'canal-covered' || !isInView(bounds, view)) continue;
    ctx.beginPath();
    for (const path of paths) trace(ctx, path, view, true);
    ctx.fillStyle = COLOUR.neutral;
    ctx.fill('evenodd');
  }
  ctx.globalCompositeOperation = 'source-over';
}

/** The colour that the eye meets on the map, for the key. @param {number} step */
export const weekSwatch = (step) => LOOK.days.seen[step];

/** The ground taken on each day, byDay by its fronts; a whole arrondissement at a time where there are none. */
function takenByDay() {
  const byDay = DAYS.map((day) => sectorsOn(day).filter(({ status }) => status === 'contested'));
  if (byDay.some((sectors) => sectors.length)) {
    return byDay.map((sectors) => sectors.map(({ paths }) => paths));
  }
  return DAYS.map((day) =>
    arrondissementPaths.filter(({ retaken }) => retaken === day).map(({ paths }) => paths),
  );
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
function paintWeek(ctx, view) {
  for (const [step, areas] of takenByDay().entries()) {
    for (const paths of areas) {
      ctx.beginPath();
      for (const path of paths) trace(ctx, path, view, true);
      ctx.fillStyle = LOOK.days.paint[step];
      ctx.fill('evenodd');
    }
  }
}
