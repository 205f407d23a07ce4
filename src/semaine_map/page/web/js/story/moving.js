/* From scene to scene the front moves from where it was, and the columns go their way; the picture beneath fades over. */

import { reducedMotion } from '../core/dom.js';
import { resampled } from '../core/geometry.js';
import { eveningShown, moving } from '../core/scenes.js';
import { state } from '../core/state.js';
import { CanvasLayer } from '../map/canvas-layer.js';
import { tintCanvas } from '../map/canvases.js';
import { paintColumns } from '../map/columns.js';
import { frontsShown, paintFrontPaths } from '../map/front.js';
import { map } from '../map/map.js';

/** How long the front and the camera are under way, in milliseconds. */
export const UNDER_WAY = 1000;

const POINTS = 120;

/** Lines of the front, each at equal steps; where each stands at the beginning and at the end of the move. */
const move = {
  from: /** @type {Path[]} */ ([]),
  to: /** @type {Path[]} */ ([]),
  share: 1,
  started: 0,
  frame: 0,
};

/** The lines shown now. @returns {Path[]} */
const linesNow = () =>
  frontsShown(state.day).map(({ parts }) =>
    resampled(Float64Array.from(parts.flatMap(({ path }) => [...path])), POINTS),
  );

/** What the front and the columns are of. */
export const groundNow = () => ({ evening: eveningShown(state.day), lines: linesNow() });

/**
 * Make ready to move the front from what it was to what it is: until then the tint leaves it out.
 * @param {ReturnType<typeof groundNow>} before
 */
export function readyFront(before) {
  settleFront();
  if (reducedMotion.matches || before.evening === eveningShown(state.day)) return;
  move.from = before.lines;
  move.to = linesNow();
  move.share = 0;
  moving.now = true;
  movingCanvas.addTo(map);
}

/** Let it move. */
export function moveFront() {
  if (!moving.now) return;
  move.started = performance.now();
  move.frame = requestAnimationFrame(stepMove);
}

/** @param {number} now */
function stepMove(now) {
  move.share = Math.min(1, Math.max(0, (now - move.started) / UNDER_WAY));
  if (move.share === 1) {
    settleFront();
    return;
  }
  movingCanvas.draw();
  move.frame = requestAnimationFrame(stepMove);
}

/** The move is over: the tint has its front and columns again. */
export function settleFront() {
  cancelAnimationFrame(move.frame);
  if (!moving.now) return;
  moving.now = false;
  movingCanvas.remove();
  tintCanvas.redraw();
}

/** Slow at both ends. @param {number} part */
const eased = (part) => part * part * (3 - 2 * part);

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
function paintMoving(ctx, view) {
  const { from, to } = move;
  const at = eased(move.share);
  const count = Math.max(from.length, to.length);
  for (let n = 0; n < count; n += 1) {
    const [a, b] = [from[n] ?? to[n], to[n] ?? from[n]];
    // A line that is new, or goes, has no other to move from or to.
    ctx.globalAlpha = from[n] && to[n] ? 1 : to[n] ? at : 1 - at;
    paintFrontPaths(ctx, view, [a.map((value, k) => value + (b[k] - value) * at)]);
  }
  ctx.globalAlpha = 1;
  paintColumns(ctx, view, at);
}

const movingCanvas = new CanvasLayer('moving', paintMoving);
