/** Boxes taken on the map, on a coarse grid, so that no name lies on another. */
class Boxes {
  constructor(cell = 64) {
    this.cell = cell;
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
    /** What a name had better not cover, but may where there is no other room. @type {Boxes | null} */
    this.rather = null;
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
      (this.cells.get(key) ?? []).every(
        (other) =>
          box.x >= other.x + other.w ||
          box.x + box.w <= other.x ||
          box.y >= other.y + other.h ||
          box.y + box.h <= other.y,
      ),
    );
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
   * Take all boxes of a name, or none; strictly, only where it covers nothing that it had better not.
   * @param {Box[]} boxes
   * @param {boolean} [strictly]
   */
  claim(boxes, strictly = false) {
    if (!boxes.every((box) => this.isFree(box))) return false;
    if (strictly && !boxes.every((box) => this.rather?.isFree(box) ?? true)) return false;
    for (const box of boxes) this.take(box);
    return true;
  }
}
