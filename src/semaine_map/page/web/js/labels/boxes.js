/**
 * The square pixels that two boxes share.
 * @param {Box} a
 * @param {Box} b
 */
export const shared = (a, b) =>
  Math.max(0, Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y));

/** Boxes taken on the map, on a coarse grid, so that no name lies on another. */
export class Boxes {
  constructor(cell = 64) {
    this.cell = cell;
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
    /** What a name had better not cover, but may where there is no other room. @type {Boxes | null} */
    this.rather = null;
    /** The room of the names alone: a dot may lie under its sign, not under the name of another. @type {Boxes | null} */
    this.names = null;
  }

  /**
   * @param {Box} box
   * @returns {number[]}
   */
  keys({ x, y, w, h }) {
    const keys = [];
    for (let cx = Math.floor(x / this.cell); cx <= Math.floor((x + w) / this.cell); cx += 1) {
      for (let cy = Math.floor(y / this.cell); cy <= Math.floor((y + h) / this.cell); cy += 1) {
        keys.push(cx * 4096 + cy);
      }
    }
    return keys;
  }

  /** @param {Box} box */
  isFree(box) {
    return this.keys(box).every((key) =>
      (this.cells.get(key) ?? []).every((other) => shared(box, other) === 0),
    );
  }

  /**
   * Measure how much of a box is taken, in square pixels; what it had better not cover counts a third.
   * @param {Box} box
   * @returns {number}
   */
  covered(box) {
    const others = new Set(this.keys(box).flatMap((key) => this.cells.get(key) ?? []));
    let area = 0;
    for (const other of others) area += shared(box, other);
    return area + (this.rather?.covered(box) ?? 0) / 3;
  }

  /** @param {Box} box */
  take(box) {
    for (const key of this.keys(box)) {
      const boxes = this.cells.get(key);
      if (boxes) boxes.push(box);
      else this.cells.set(key, [box]);
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
