/* Squares that grow and darken with the number of events in them: read by size in grey, by tone in colour. */

import { toEnd } from '../core/breath.js';
import { COLOUR } from '../core/look.js';
import { edgesOf, nameOfSquare } from '../core/squares.js';
import { setState, state } from '../core/state.js';
import { CanvasLayer, NOTHING_PAINTED } from '../map/canvas-layer.js';
import { map } from '../map/map.js';
import { paintPin } from '../map/rings.js';
import { chosenSquare, countedOn, levelAt, sumsOf } from './counts.js';
import { DENSITY_COLOURS, DENSITY_SHARES, stepsAt, toneOf } from './scale.js';

/**
 * Paint the squares at once.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
export function paintDensity(ctx, view) {
  return toEnd(densitySteps(ctx, view));
}

/**
 * Paint the squares, as far as the caller goes on: it may leave off after each step.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @returns {Generator<void, Painted>} no single marks
 */
export function* densitySteps(ctx, view) {
  // On paper too the squares are those of the screen, whose steps stand in the key.
  const level = levelAt(map.getZoom());
  const { west, north, columns, rows: rows_, counts } = sumsOf(countedOn(view.day), level);
  const steps = stepsAt(level, countedOn(view.day));
  const side = (256 / 2 ** level) * view.scale;
  const firstColumn = Math.max(0, Math.floor(view.ox / side) - west);
  const lastColumn = Math.min(columns - 1, Math.floor((view.ox + view.width) / side) - west);
  const firstRow = Math.max(0, Math.floor(view.oy / side) - north);
  const lastRow = Math.min(rows_ - 1, Math.floor((view.oy + view.height) / side) - north);
  // One pass a step: to change the colour of the pen costs more than to look again.
  for (const [step, from] of steps.entries()) {
    const to = steps[step + 1] ?? Infinity;
    const tone = toneOf(step, steps.length);
    const width = Math.max(2, Math.round(side * DENSITY_SHARES[tone]));
    ctx.fillStyle = DENSITY_COLOURS[tone];
    for (let row = firstRow; row <= lastRow; row += 1) {
      const y = Math.round((row + north + 0.5) * side - view.oy - width / 2);
      for (let column = firstColumn; column <= lastColumn; column += 1) {
        const count = counts[row * columns + column];
        if (count < from || count >= to) continue;
        ctx.fillRect(Math.round((column + west + 0.5) * side - view.ox - width / 2), y, width, width);
      }
    }
    yield;
  }
  paintPin(ctx, view);
  return NOTHING_PAINTED;
}

/** The chosen square stands in a frame, on a canvas of its own: the counts need not be painted anew for it. */
export const squareCanvas = new CanvasLayer('square', (ctx, view) => {
  const square = chosenSquare();
  if (!square) return;
  const [west, north, east, south] = edgesOf(square).map((at) => at * view.scale);
  for (const [colour, width] of /** @type {[string, number][]} */ ([
    [COLOUR.paper, 6],
    [COLOUR.neutral, 2.5],
  ])) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.strokeRect(west - view.ox - 1, north - view.oy - 1, east - west + 2, south - north + 2);
  }
});

/** @param {Square} square */
export const chooseSquare = (square) =>
  setState({ square: nameOfSquare(square), view: state.view === 'table' ? 'map' : state.view });
