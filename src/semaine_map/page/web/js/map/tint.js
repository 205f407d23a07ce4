/* Who holds what at the day's end: brick for the Commune, slate for the army, both hatched where they fight. */

import { el } from '../core/dom.js';
import { isInView, trace } from '../core/geometry.js';
import { DAYS, payload } from '../core/payload.js';
import { unpack } from '../core/projection.js';
import { state } from '../core/state.js';
import { paintColumns } from './columns.js';
import { paintFrontBands, paintFrontLines } from './front.js';
import { arrondissementPaths, GROUND, ground } from './ground.js';

/** The army's is the darker, so that a print in grey tells them apart. */
const TINT = { commune: 'rgba(164, 46, 28, 0.14)', versailles: 'rgba(20, 78, 150, 0.24)' };

const HATCH = 16;

/** @type {CanvasPattern | null} */
let hatch = null;
let hatchDpr = 0;

/** Two-coloured stripes, not a blend: fought-over ground belongs to nobody.
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
  for (let offset = -16; offset <= 32; offset += 16) {
    for (const [shift, colour] of /** @type {[number, string][]} */ ([
      [0, 'rgba(164, 46, 28, 0.3)'],
      [8, 'rgba(40, 86, 142, 0.32)'],
    ])) {
      pen.strokeStyle = colour;
      pen.lineWidth = 2.6;
      pen.beginPath();
      pen.moveTo(offset + shift - 4, 20);
      pen.lineTo(offset + shift + 20, -4);
      pen.stroke();
    }
  }
  hatch = ctx.createPattern(tile, 'repeat');
  hatchDpr = dpr;
  return hatch;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {Side} side
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
    ctx.fillStyle = TINT[side];
  }
  ctx.fill('evenodd');
}

/** @type {Map<string, {status: Side, paths: Path[]}[]>} */
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
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
export function paintTint(ctx, view) {
  const { layers } = state.filters;
  if (state.view === 'week') paintWeek(ctx, view);
  else if (layers.has('control')) {
    const sectors = sectorsOn(view.day);
    if (sectors.length) {
      for (const { status, paths } of sectors) paintSide(ctx, view, status, paths);
    } else {
      const held = payload.control[view.day] ?? [];
      for (const { number, paths } of arrondissementPaths) {
        const side = held[number];
        if (side) paintSide(ctx, view, side, paths);
      }
    }
  }
  paintFrontBands(ctx, view);
  clearWater(ctx, view);
  if (layers.has('arrondissements')) {
    ctx.lineJoin = 'round';
    ctx.beginPath();
    for (const { paths } of arrondissementPaths) for (const path of paths) trace(ctx, path, view, true);
    ctx.strokeStyle = 'rgba(72, 60, 46, 0.5)';
    ctx.lineWidth = view.zoom < 13 ? 0.8 : 1.2;
    ctx.setLineDash([5, 3]);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  paintFrontLines(ctx, view);
  paintColumns(ctx, view);
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
    ctx.fillStyle = '#000';
    ctx.fill('evenodd');
  }
  ctx.globalCompositeOperation = 'source-over';
}

/** Eight steps from light to dark slate: the later retaken, the darker. */
const WEEK_TINTS = ['#e9dfc6', '#d9d3bd', '#c3c9bd', '#a9bcc0', '#8aa6b6', '#6d8da6', '#547393', '#3d5a7d'];

/** The ground shows through the week's tints. */
const WEEK_STRENGTH = 0.72;

/** The colour that the eye meets on the map, for the key. @param {number} step */
export const weekSwatch = (step) =>
  `color-mix(in srgb, ${WEEK_TINTS[step]} ${WEEK_STRENGTH * 100}%, ${GROUND.block})`;

/** The ground taken on each day, drawn by its fronts; a whole arrondissement at a time where there are none. */
function takenByDay() {
  const drawn = DAYS.map((day) => sectorsOn(day).filter(({ status }) => status === 'contested'));
  if (drawn.some((sectors) => sectors.length)) {
    return drawn.map((sectors) => sectors.map(({ paths }) => paths));
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
  ctx.globalAlpha = WEEK_STRENGTH;
  for (const [step, areas] of takenByDay().entries()) {
    for (const paths of areas) {
      ctx.beginPath();
      for (const path of paths) trace(ctx, path, view, true);
      ctx.fillStyle = WEEK_TINTS[step] ?? WEEK_TINTS[7];
      ctx.fill('evenodd');
    }
  }
  ctx.globalAlpha = 1;
}
