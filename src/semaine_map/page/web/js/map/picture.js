/* The map in sight as a picture of its own, drawn anew by the same painters: for paper and for a file. */

import { el } from '../core/dom.js';
import { COLOUR } from '../core/look.js';
import { DENSITY, payload } from '../core/payload.js';
import { state } from '../core/state.js';
import { paintDensity } from '../density/layer.js';
import { paintNames } from '../labels/labels.js';
import { paintGround } from './ground.js';
import { map } from './map.js';
import { paintMarks } from './marks.js';
import { paintTint } from './tint.js';
import { viewOf } from './views.js';

/**
 * The ground that is in sight in a window of a size.
 * @param {number} width
 * @param {number} height
 * @param {number} dpr
 */
export function viewInSight(width, height, dpr) {
  const bounds = map.getBounds();
  return viewOf(
    [bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()],
    { width, height, dpr },
    state.day,
  );
}

/** A sheet leaves so much room round the city, as a share of it. */
const ROUND_CITY = 0.03;

/**
 * The same for a sheet of paper. A reader who has not moved the map sees all of the city, on a phone with as much ground above and
 * below it: the city fits the sheet.
 * @param {number} width
 * @param {number} height
 * @param {number} dpr
 */
export function viewOnPaper(width, height, dpr) {
  const city = L.latLngBounds(payload.bounds);
  if (state.at !== null || !map.getBounds().contains(city)) return viewInSight(width, height, dpr);
  const box = city.pad(ROUND_CITY);
  return viewOf(
    [box.getSouth(), box.getWest(), box.getNorth(), box.getEast()],
    { width, height, dpr },
    state.day,
  );
}

/**
 * @param {View} view
 * @param {string} [name] of its class
 */
export function pictureOf(view, name) {
  const { width, height, dpr } = view;
  const canvas = el('canvas', { class: name });
  canvas.width = width * dpr;
  canvas.height = height * dpr;
  const ctx = canvas.getContext('2d');
  if (!ctx) return canvas;
  ctx.scale(dpr, dpr);
  ctx.fillStyle = COLOUR.paper;
  ctx.fillRect(0, 0, width, height);
  // As on the screen, the names spare single marks and stand above squares.
  const last = DENSITY ? [paintDensity, paintNames] : [paintNames, paintMarks];
  for (const paint of [paintGround, paintTint, ...last]) {
    // Each on a sheet of its own, as on the screen: the tint is cut out of the water, not the water out of it.
    const sheet = el('canvas');
    sheet.width = canvas.width;
    sheet.height = canvas.height;
    const pen = sheet.getContext('2d');
    if (!pen) continue;
    pen.scale(dpr, dpr);
    paint(pen, view);
    ctx.drawImage(sheet, 0, 0, width, height);
  }
  return canvas;
}
