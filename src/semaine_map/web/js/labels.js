/* Names on the map: placed by priority on a grid, so that none lies on another. */

const SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", "P052", Georgia, serif';

/** A set of taken boxes on a coarse grid. */
class Boxes {
  constructor(cell = 64) {
    this.cell = cell;
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
  }

  /** @param {Box} box @returns {number[]} */
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
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
function paintNames(ctx, view) {
  const boxes = new Boxes();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  paintArrondissementNames(ctx, view, boxes);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {Boxes} boxes
 */
function paintArrondissementNames(ctx, view, boxes) {
  if (!state.filters.layers.has('arrondissements')) return;
  ctx.font = `${view.zoom < 12.5 ? 15 : 20}px ${SERIF}`;
  for (const { number, label: at } of arrondissementPaths) {
    const text = ordinal(number);
    const x = worldX(at[0]) * view.scale - view.ox;
    const y = worldY(at[1]) * view.scale - view.oy;
    const w = ctx.measureText(text).width;
    const box = { x: x - w / 2, y: y - 10, w, h: 20 };
    if (!boxes.isFree(box)) continue;
    boxes.take(box);
    paintText(ctx, text, x, y, 'rgba(60, 50, 38, 0.75)');
  }
}

/** @param {number} n */
const ordinal = (n) =>
  state.lang === 'fr'
    ? `${n}${n === 1 ? 'er' : 'e'}`
    : `${n}${[11, 12, 13].includes(n) ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`;

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {string} colour
 */
function paintText(ctx, text, x, y, colour) {
  ctx.strokeStyle = 'rgba(246, 241, 231, 0.85)';
  ctx.lineWidth = 3;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}
