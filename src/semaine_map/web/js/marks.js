/* The events of the shown day, and what stays from before; one sign each, never clustered. */

/** Marks as last painted, topmost last, for the pointer. @type {Mark[]} */
let marks = [];
let markSize = 16;

/** Event under the pointer, or of the row under it. @type {number | null} */
let pointed = null;

/** A street or place that the search found, without an event of its own. @type {Path[]} */
let pin = [];

/** @param {Path[]} paths */
function setPin(paths) {
  pin = paths;
  marksCanvas.redraw();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
function paintPin(ctx, view) {
  for (const [colour, width] of /** @type {[string, number][]} */ ([
    [INK.paper, 9],
    ['#1d5bb8', 5],
  ])) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.lineCap = 'round';
    ctx.beginPath();
    for (const path of pin) {
      trace(ctx, path, view, false);
      if (path.length === 2)
        ctx.arc(path[0] * view.scale - view.ox, path[1] * view.scale - view.oy, 14, 0, 7);
    }
    ctx.stroke();
  }
}

/** @param {number | null} i */
function setPointed(i) {
  pointed = i;
}

/** @param {number} zoom */
const sizeAt = (zoom) => Math.max(11, Math.min(28, 11 + (zoom - 11.5) * 3.4));

/**
 * Spread the signs of one place: two side by side, three in a triangle, more in rings round the first.
 * @param {number} k
 * @param {number} count
 * @param {number} gap
 * @returns {[number, number]}
 */
function spread(k, count, gap) {
  if (count === 1) return [0, 0];
  if (count === 2) return [(k - 0.5) * gap, 0];
  if (count === 3) {
    const angle = (k * 2 * Math.PI) / 3 - Math.PI / 2;
    return [Math.cos(angle) * gap * 0.58, Math.sin(angle) * gap * 0.58];
  }
  if (k === 0) return [0, 0];
  let ring = 1;
  let first = 1;
  while (k - first >= 6 * ring) {
    first += 6 * ring;
    ring += 1;
  }
  const room = Math.min(6 * ring, count - first);
  const angle = ((k - first) / room) * 2 * Math.PI - Math.PI / 2;
  return [Math.cos(angle) * gap * ring, Math.sin(angle) * gap * ring];
}

/**
 * Place the marks of the shown day on the canvas, what was earlier first, so that today lies on top.
 * @param {View} view
 * @returns {Mark[]}
 */
function placeMarks(view) {
  markSize = sizeAt(view.zoom) * (state.view === 'week' ? 0.85 : 1);
  const { own, ongoing, undated, before } = eventsShown(state.day);
  const chosen = state.event === null ? -1 : (EVENT_INDEX.get(state.event) ?? -1);
  const order = [...before, ...undated, ...ongoing, ...own];
  /** @type {Map<number, number[]>} */
  const byPlace = new Map();
  for (const i of order) {
    const same = byPlace.get(EVENTS.place[i]);
    // This day's own come last, so that they stand on the place itself and the rest round them.
    if (same) same.unshift(i);
    else byPlace.set(EVENTS.place[i], [i]);
  }
  if (chosen >= 0 && !order.includes(chosen)) order.push(chosen);
  const gap = markSize * (view.zoom < 13 ? 0.6 : 1.02);
  /** @type {Mark[]} */
  const placed = [];
  /** @type {Mark | null} */
  let last = null;
  for (const i of order) {
    const place = EVENTS.place[i];
    const same = byPlace.get(place) ?? [i];
    const [dx, dy] = spread(Math.max(0, same.indexOf(i)), same.length, gap);
    const x = worldX(PLACES.lon[place]) * view.scale - view.ox + dx;
    const y = worldY(PLACES.lat[place]) * view.scale - view.oy + dy;
    if (x < -30 || y < -30 || x > view.width + 30 || y > view.height + 30) continue;
    const status = state.view === 'week' ? 'today' : statusOn(state.day, i);
    /** @type {Mark} */
    const mark = { i, x, y, status };
    if (i === chosen) last = mark;
    else placed.push(mark);
  }
  if (last) placed.push(last);
  return placed;
}

/**
 * How strong a mark stands: today full, what only stands or burns on less, what is past a third.
 * @param {Mark} mark
 */
function strengthOf({ i, status }) {
  if (EVENTS.id[i] === state.event) return 1;
  if (status === 'earlier') return 0.34;
  if (status === 'ruined') return 0.5;
  if (status === 'standing' && EVENTS.start[i] !== state.day) return 0.7;
  return isUndated(i) ? 0.5 : 1;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
function paintMarks(ctx, view) {
  marks = placeMarks(view);
  const chosen = state.event === null ? -1 : (EVENT_INDEX.get(state.event) ?? -1);
  paintDamage(ctx, view);
  if (pin.length) paintPin(ctx, view);
  for (const i of new Set([pointed ?? -1, chosen])) if (i >= 0) paintPrecision(ctx, view, i);
  for (const mark of marks) {
    const { i, x, y, status } = mark;
    const strong = i === chosen || i === pointed;
    ctx.globalAlpha = i === pointed ? 1 : strengthOf(mark);
    const size = strong
      ? markSize * 1.35
      : status === 'earlier' || status === 'ruined'
        ? markSize * 0.82
        : markSize;
    if (status === 'fought') paintFought(ctx, x, y, size);
    stampSign(ctx, view.dpr, {
      kind: EVENTS.kind[i],
      x,
      y,
      size,
      ink: inkOf(i),
      certainty: EVENTS.certainty[i],
      hollow: status === 'ruined' || status === 'taken',
    });
    if (status === 'taken') paintTaken(ctx, x, y, size);
    if (i === chosen) paintChosen(ctx, x, y, size);
  }
  ctx.globalAlpha = 1;
}

/** A stroke of slate through a barricade that fell this day.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} size
 */
function paintTaken(ctx, x, y, size) {
  ctx.strokeStyle = INK.versailles;
  ctx.lineWidth = Math.max(1.6, size / 9);
  ctx.lineCap = 'round';
  ctx.beginPath();
  ctx.moveTo(x - size * 0.36, y + size * 0.36);
  ctx.lineTo(x + size * 0.36, y - size * 0.36);
  ctx.stroke();
}

/** Short strokes either side of a barricade that is fought over.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} size
 */
function paintFought(ctx, x, y, size) {
  ctx.lineWidth = Math.max(1.4, size / 11);
  ctx.lineCap = 'round';
  for (const [side, colour] of /** @type {[number, string][]} */ ([
    [-1, INK.versailles],
    [1, INK.commune],
  ])) {
    ctx.strokeStyle = colour;
    ctx.beginPath();
    for (const turn of [-0.5, 0, 0.5]) {
      const angle = -Math.PI / 2 + turn + (side < 0 ? 0 : Math.PI);
      ctx.moveTo(x + Math.cos(angle) * size * 0.4, y + Math.sin(angle) * size * 0.4);
      ctx.lineTo(x + Math.cos(angle) * size * 0.64, y + Math.sin(angle) * size * 0.64);
    }
    ctx.stroke();
  }
}

/** @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} size
 */
function paintChosen(ctx, x, y, size) {
  for (const [colour, width] of /** @type {[string, number][]} */ ([
    [INK.paper, 5],
    [INK.neutral, 2],
  ])) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.arc(x, y, size * 0.78 + 2, 0, 2 * Math.PI);
    ctx.stroke();
  }
}

/** The circle within which the event happened, as the record honestly knows it.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {number} i
 */
function paintPrecision(ctx, view, i) {
  const place = EVENTS.place[i];
  const radius = PLACES.precision_m[place] / view.metres;
  if (radius < 6) return;
  ctx.beginPath();
  ctx.arc(
    worldX(PLACES.lon[place]) * view.scale - view.ox,
    worldY(PLACES.lat[place]) * view.scale - view.oy,
    radius,
    0,
    2 * Math.PI,
  );
  ctx.fillStyle = 'rgba(246, 241, 231, 0.35)';
  ctx.fill();
  ctx.setLineDash([6, 5]);
  ctx.strokeStyle = INK.neutral;
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.setLineDash([]);
}

/**
 * List the marks near a point of the canvas, nearest and topmost first.
 * @param {number} x
 * @param {number} y
 * @param {number} tolerance
 * @returns {number[]}
 */
function marksAt(x, y, tolerance) {
  const reach = markSize / 2 + tolerance;
  return marks
    .map((mark, z) => ({ mark, z, distance: Math.hypot(mark.x - x, mark.y - y) }))
    .filter(({ distance }) => distance <= reach)
    .sort((a, b) => a.distance - b.distance || b.z - a.z)
    .map(({ mark }) => mark.i);
}
