/* A layer that takes long to paint: a slice in each turn of the browser, on a canvas that is shown once it is done. Whatever the
   reader does meanwhile waits for one slice at the most; until then the old picture stays, moved and scaled to where the map is. */

import { state } from '../core/state.js';
import { CanvasLayer, KEPT, newCanvas } from './canvas-layer.js';
import { drawInTurn, waitNoLonger } from './turns.js';

/** Milliseconds after which a slice ends; what was painted in it then goes to the picture, which takes as long again and more. */
const SLICE = 5;

/** @typedef {{draw: () => void, frame: import('./canvas-layer.js').Frame, canvas: HTMLCanvasElement}} Job */

export class SlicedLayer extends CanvasLayer {
  /**
   * @param {string} pane
   * @param {(ctx: CanvasRenderingContext2D, view: View) => Iterator<void>} steps
   */
  constructor(pane, steps) {
    super(pane, () => {});
    this.steps = steps;
    /** What is being painted. @type {Job | null} */
    this.job = null;
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
    const map = this.atlas;
    if (!map || !this.canvas) return;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    waitNoLonger(this);
    this.leaveOff();
    const frame = this.frameOf(map);
    const canvas = this.spare ?? newCanvas();
    this.spare = null;
    canvas.classList.add(KEPT);
    if (!canvas.isConnected) this.canvas.before(canvas);
    L.DomUtil.setPosition(canvas, frame.bounds.min ?? L.point(0, 0));
    const ctx = this.clear(canvas, frame.seen);
    if (!ctx) return;
    const steps = this.steps(ctx, { ...frame.seen, day: state.day });
    this.job = { frame, canvas, draw: () => this.goOn(steps) };
    this.job.draw();
  }

  /** @param {Iterator<void>} steps */
  goOn(steps) {
    const { job } = this;
    if (!job) return;
    const end = performance.now() + SLICE;
    let { done } = steps.next();
    while (!done && performance.now() < end) ({ done } = steps.next());
    if (!done) {
      drawInTurn(job);
      return;
    }
    this.job = null;
    this.seen = job.frame.seen;
    this.change(job.canvas);
    this.stand(job.canvas, job.frame);
  }

  /** Leave off what is under way. */
  leaveOff() {
    if (!this.job) return;
    waitNoLonger(this.job);
    this.letGo(this.job.canvas);
    this.job = null;
  }
}
