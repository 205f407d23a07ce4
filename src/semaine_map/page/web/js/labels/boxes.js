/**
 * The square pixels that two boxes share.
 * @param {Box} a
 * @param {Box} b
 */
export const shared = (a, b) =>
  Math.max(0, Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y));

/** @typedef {Box & {met: number}} Taken the question at which it was last met */

/** @type {Taken[]} */
const NONE_TAKEN = [];

/** @param {number} cx @param {number} cy */
const keyOfCell = (cx, cy) => cx * 4096 + cy;

/** Boxes taken on the map, on a coarse grid, so that no name lies on another. Asked tens of thousands of times in a repainting:
 * nothing is made to answer. */
export class Boxes {
  constructor(cell = 64) {
    this.cell = cell;
    /** @type {Map<number, Taken[]>} */
    this.cells = new Map();
    /** Counts the questions, so that a box in several cells is met once in each. */
    this.asked = 0;
    /** What a name had better not cover, but may where there is no other room. @type {Boxes | null} */
    this.rather = null;
    /** The room of the names alone: a dot may lie under its sign, not under the name of another. @type {Boxes | null} */
    this.names = null;
    /** Names written, so that a place drawn twice is named once. @type {Set<string>} */
    this.written = new Set();
  }

  /** @param {Box} box */
  isFree({ x, y, w, h }) {
    const { cell, cells } = this;
    const [right, below] = [Math.floor((x + w) / cell), Math.floor((y + h) / cell)];
    for (let cx = Math.floor(x / cell); cx <= right; cx += 1) {
      for (let cy = Math.floor(y / cell); cy <= below; cy += 1) {
        for (const other of cells.get(keyOfCell(cx, cy)) ?? NONE_TAKEN) {
          if (x < other.x + other.w && other.x < x + w && y < other.y + other.h && other.y < y + h)
            return false;
        }
      }
    }
    return true;
  }

  /**
   * Measure how much of a box is taken, in square pixels; what it had better not cover counts a third.
   * @param {Box} box
   * @returns {number}
   */
  covered(box) {
    const { cell, cells } = this;
    const { x, y, w, h } = box;
    const [right, below] = [Math.floor((x + w) / cell), Math.floor((y + h) / cell)];
    this.asked += 1;
    let area = 0;
    for (let cx = Math.floor(x / cell); cx <= right; cx += 1) {
      for (let cy = Math.floor(y / cell); cy <= below; cy += 1) {
        for (const other of cells.get(keyOfCell(cx, cy)) ?? NONE_TAKEN) {
          if (other.met === this.asked) continue;
          other.met = this.asked;
          area += shared(box, other);
        }
      }
    }
    return area + (this.rather?.covered(box) ?? 0) / 3;
  }

  /** @param {Box} box */
  take({ x, y, w, h }) {
    const { cell, cells } = this;
    const taken = { x, y, w, h, met: 0 };
    for (let cx = Math.floor(x / cell); cx <= Math.floor((x + w) / cell); cx += 1) {
      for (let cy = Math.floor(y / cell); cy <= Math.floor((y + h) / cell); cy += 1) {
        const boxes = cells.get(keyOfCell(cx, cy));
        if (boxes) boxes.push(taken);
        else cells.set(keyOfCell(cx, cy), [taken]);
      }
    }
  }

  /**
   * Say whether all boxes of a name are free; strictly, of what it had better not cover too.
   * @param {Box[]} boxes
   * @param {boolean} [strictly]
   */
  areFree(boxes, strictly = false) {
    return boxes.every((box) => this.isFree(box) && (!strictly || (this.rather?.isFree(box) ?? true)));
  }

  /**
   * Take all boxes of a name, or none.
   * @param {Box[]} boxes
   * @param {boolean} [strictly]
   */
  claim(boxes, strictly = false) {
    if (!this.areFree(boxes, strictly)) return false;
    for (const box of boxes) this.take(box);
    return true;
  }
}
