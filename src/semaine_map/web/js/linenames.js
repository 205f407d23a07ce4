/* Names written along their line: streets upright in roman, water in italic. */

/**
 * The part of a line that is in view, in pixels, with the length run so far.
 * @param {Path} path
 * @param {View} view
 */
function pixelsOf(path, view) {
  /** @type {{x: number, y: number, at: number}[]} */
  const points = [];
  let at = 0;
  for (let k = 0; k < path.length; k += 2) {
    const x = path[k] * view.scale - view.ox;
    const y = path[k + 1] * view.scale - view.oy;
    const last = points[points.length - 1];
    if (last) at += Math.hypot(x - last.x, y - last.y);
    points.push({ x, y, at });
  }
  return points;
}

/**
 * The point and direction at a length along the line.
 * @param {{x: number, y: number, at: number}[]} points
 * @param {number} at
 */
function pointAlong(points, at) {
  let k = 1;
  while (k < points.length - 1 && points[k].at < at) k += 1;
  const a = points[k - 1];
  const b = points[k];
  const part = (at - a.at) / (b.at - a.at || 1);
  return {
    x: a.x + (b.x - a.x) * part,
    y: a.y + (b.y - a.y) * part,
    angle: Math.atan2(b.y - a.y, b.x - a.x),
  };
}

/**
 * Lay a name out letter by letter along a line, centred on a length; null where the line bends too hard.
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} text
 * @param {{x: number, y: number, at: number}[]} points
 * @param {number} middle
 * @param {number} size
 */
function layAlong(ctx, text, points, middle, size) {
  const widths = [...text].map((letter) => ctx.measureText(letter).width);
  const width = widths.reduce((sum, one) => sum + one, 0);
  const start = middle - width / 2;
  if (start < 0 || middle + width / 2 > points[points.length - 1].at) return null;
  const first = pointAlong(points, start);
  const end = pointAlong(points, middle + width / 2);
  const backwards = end.x < first.x || (Math.abs(end.x - first.x) < 2 && end.y > first.y);
  let at = backwards ? middle + width / 2 : start;
  /** @type {{letter: string, x: number, y: number, angle: number}[]} */
  const letters = [];
  let before = Number.NaN;
  for (const [k, letter] of [...text].entries()) {
    const half = widths[k] / 2;
    const place = pointAlong(points, at + (backwards ? -half : half));
    const angle = backwards ? place.angle + Math.PI : place.angle;
    const turn = Math.abs(((angle - before + 3 * Math.PI) % (2 * Math.PI)) - Math.PI);
    if (turn > 0.55) return null;
    before = angle;
    letters.push({ letter, x: place.x, y: place.y, angle });
    at += backwards ? -widths[k] : widths[k];
  }
  return { letters, boxes: boxesOf(letters, size) };
}

/**
 * The room that letters take, every other one of them being enough.
 * @param {{x: number, y: number}[]} letters
 * @param {number} size
 */
const boxesOf = (letters, size) =>
  letters
    .filter((_, k) => k % 2 === 0 || k === letters.length - 1)
    .map(({ x, y }) => ({ x: x - size * 0.62, y: y - size * 0.62, w: size * 1.24, h: size * 1.24 }));

/**
 * Shift letters off their line, to the side that is below for a reader.
 * @param {{letter: string, x: number, y: number, angle: number}[]} letters
 * @param {number} by
 */
const below = (letters, by) =>
  letters.map(({ letter, x, y, angle }) => ({
    letter,
    x: x - Math.sin(angle) * by,
    y: y + Math.cos(angle) * by,
    angle,
  }));

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {{letter: string, x: number, y: number, angle: number}[]} letters
 * @param {string} colour
 */
function writeLetters(ctx, letters, colour) {
  for (const pass of ['halo', 'ink']) {
    for (const { letter, x, y, angle } of letters) {
      ctx.save();
      ctx.translate(x, y);
      ctx.rotate(angle);
      if (pass === 'halo') {
        ctx.strokeStyle = HALO;
        ctx.lineWidth = 3;
        ctx.strokeText(letter, 0, 0);
      } else {
        ctx.fillStyle = colour;
        ctx.fillText(letter, 0, 0);
      }
      ctx.restore();
    }
  }
}

/**
 * Write a second name, smaller and lighter, beneath one that was just written, if there is room.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Boxes} taken
 * @param {string} text
 * @param {{x: number, y: number, at: number}[]} points
 * @param {number} middle
 * @param {number} size
 */
function writeUnder(ctx, taken, text, points, middle, size) {
  const { font } = ctx;
  ctx.font = `italic ${size - 2}px ${SERIF}`;
  const laid = layAlong(ctx, text, points, middle, size - 2);
  if (laid) {
    const letters = below(laid.letters, size * 1.05);
    const half = (size - 2) * 0.4;
    const boxes = letters.map(({ x, y }) => ({ x: x - half, y: y - half, w: 2 * half, h: 2 * half }));
    if (taken.claim(boxes)) writeLetters(ctx, letters, NAME_INK.faint);
  }
  ctx.font = font;
}

/**
 * Write a name along the longest fitting stretch of its line.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {Boxes} taken
 * @param {{text: string, path: Path, size: number, colour: string, under?: string, shifts?: number[]}} name
 *   `shifts`: how far beside its line the name may stand, in its own heights
 */
function nameLine(ctx, view, taken, { text, path, size, colour, under, shifts = [0] }) {
  const points = pixelsOf(path, view);
  const length = points[points.length - 1]?.at ?? 0;
  const width = ctx.measureText(text).width;
  if (length < width + size) return false;
  for (const strictly of [true, false]) {
    for (const share of [0.5, 0.32, 0.68, 0.2, 0.8]) {
      const middle = length * share;
      const at = pointAlong(points, middle);
      if (at.x < 0 || at.y < 0 || at.x > view.width || at.y > view.height) continue;
      const laid = layAlong(ctx, text, points, middle, size);
      if (!laid) continue;
      const shift = shifts.find((by) =>
        taken.claim(by ? boxesOf(below(laid.letters, by * size), size) : laid.boxes, strictly),
      );
      if (shift === undefined) continue;
      writeLetters(ctx, shift ? below(laid.letters, shift * size) : laid.letters, colour);
      if (under) writeUnder(ctx, taken, under, points, middle, size);
      return true;
    }
  }
  return false;
}
