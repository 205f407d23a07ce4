/* A layer that may take long to paint: a slice in each turn of the browser, on a canvas that is shown once it is done. Whatever the
   reader does meanwhile waits for one slice at the most; until then the old picture stays, moved and scaled to where the map is. */

import { toEnd } from '../core/breath.js';
import { whenIdle } from '../core/dom.js';
import { state } from '../core/state.js';
import { CanvasLayer, KEPT, newCanvas } from './canvas-layer.js';
import { drawInTurn, waitNoLonger } from './turns.js';

/** Milliseconds after which a slice ends; what was painted in it then goes to the picture, which takes as long again. Shorter ones
 * would let the browser make a frame of nothing between them. */
const SLICE = 12;

/** A picture of so many points is painted in slices whatever it is of: without a graphics card they alone take longer than a frame. */
const LARGE = 8_000_000;

/** @typedef {Generator<void, Painted | void>} Steps */
/** @typedef {import('./canvas-layer.js').Frame} Frame */
/** @typedef {{draw: () => void, frame: Frame, canvas: HTMLCanvasElement}} Job */

/**
 * Go on for a slice.
 * @param {Steps} steps
 */
function sliceOf(steps) {
  const end = performance.now() + SLICE;
  let step = steps.next();
  while (!step.done && performance.now() < end) step = steps.next();
  return step;
}

export class SlicedLayer extends CanvasLayer {
  /**
   * @param {string} pane
   * @param {(ctx: CanvasRenderingContext2D, view: View) => Steps} steps
   * @param {{isLong?: boolean, dayAhead?: () => string, report?: (painted: Painted) => void}} [options] `isLong`: no frame
   *   waits for it, however small the window
   */
  constructor(pane, steps, { isLong = false, dayAhead, report } = {}) {
    super(pane, (ctx, view) => toEnd(steps(ctx, view)), dayAhead, report);
    this.steps = steps;
    this.isLong = isLong;
    /** What is being painted. @type {Job | null} */
    this.job = null;
    /** Whether a frame waits for it. */
    this.isAwaited = false;
  }

  /** @returns {this} */
  onRemove() {
    this.leaveOff();
    return super.onRemove();
  }

  /** @param {L.Bounds} view */
  covers(view) {
    return super.covers(view) || (this.job?.frame.bounds.contains(view) ?? false);
  }

  /** Begin anew. */
  draw() {
    this.leaveOff();
    super.draw();
  }

  /** At once, unless it takes longer than a frame has. */
  drawNow() {
    this.isAwaited = true;
    this.draw();
    this.isAwaited = false;
  }

  /**
   * @param {Frame} frame
   * @param {string} day
   */
  begins(frame, day) {
    const { width, height, dpr } = frame.seen;
    if (this.isAwaited && !this.isLong && width * height * dpr * dpr < LARGE) return false;
    const canvas = this.takeCanvas();
    L.DomUtil.setPosition(canvas, frame.bounds.min ?? L.point(0, 0));
    const ctx = this.clear(canvas, frame.seen);
    if (!ctx) return false;
    const steps = this.steps(ctx, { ...frame.seen, day: state.day });
    const job = { frame, canvas, draw: () => this.goOn(job, steps, day) };
    this.job = job;
    drawInTurn(job);
    return true;
  }

  /** A canvas to paint on, not shown yet. */
  takeCanvas() {
    const canvas = this.spare ?? newCanvas();
    this.spare = null;
    canvas.classList.add(KEPT);
    if (!canvas.isConnected) this.canvas?.after(canvas);
    return canvas;
  }

  /**
   * @param {Job} job
   * @param {Steps} steps
   * @param {string} day
   */
  goOn(job, steps, day) {
    const { done, value } = sliceOf(steps);
    if (!done) {
      drawInTurn(job);
      return;
    }
    this.job = null;
    this.change(job.canvas);
    this.show(job.frame, day, value);
  }

  /** Leave off what is under way. */
  leaveOff() {
    if (!this.job) return;
    waitNoLonger(this.job);
    this.letGo(this.job.canvas);
    this.job = null;
  }

  /** Paint a day while nobody asks for anything; left off when something is asked for. @param {string} day */
  async keep(day) {
    const { seen, ahead } = this;
    if (!this.canvas || !seen) return;
    const canvas = this.takeCanvas();
    const ctx = this.clear(canvas, seen);
    if (!ctx) return;
    const steps = this.steps(ctx, { ...seen, day });
    let step = sliceOf(steps);
    while (!step.done) {
      await new Promise((/** @type {(value: void) => void} */ resolve) => whenIdle(resolve));
      if (this.seen !== seen || this.ahead !== ahead || !this.dayAhead()) {
        this.letGo(canvas);
        return;
      }
      step = sliceOf(steps);
    }
    // Browsers put off the painting until somebody asks for the picture: a dot of it is enough.
    (await createImageBitmap(canvas, 0, 0, 1, 1)).close();
    if (this.ahead === ahead && this.canvas) this.lay(day, canvas, step.value);
    else this.letGo(canvas);
  }
}
