/* What a record may bring besides its events: burned houses by address, and the front as a soft band. */

const damagePoints = (() => {
  const { name, lon, lat, status, start } = payload.damage ?? {
    name: [],
    lon: [],
    lat: [],
    status: [],
    start: [],
  };
  return name.map((text, k) => ({
    name: text,
    x: worldX(lon[k]),
    y: worldY(lat[k]),
    burnt: /^(burn|destroy)/.test(status[k] ?? ''),
    start: start?.[k] ?? null,
  }));
})();

/**
 * Small squares along their street: full for burnt, hollow for damaged; from the day they have, if any.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
function paintDamage(ctx, view) {
  if (!damagePoints.length || view.zoom < 13.25 || !state.filters.layers.has('fires')) return;
  const side = Math.max(3.5, Math.min(9, 8 / view.metres + 2));
  ctx.strokeStyle = INK.fire;
  ctx.fillStyle = INK.fire;
  ctx.lineWidth = 1.2;
  for (const { x: wx, y: wy, burnt, start } of damagePoints) {
    if (start && start > state.day && state.view !== 'week') continue;
    const x = wx * view.scale - view.ox;
    const y = wy * view.scale - view.oy;
    if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
    if (burnt) ctx.fillRect(x - side / 2, y - side / 2, side, side);
    else ctx.strokeRect(x - side / 2, y - side / 2, side, side);
  }
}

/** @type {Map<string, {precision: number, path: Path}[]>} */
const frontCache = new Map();

/** @param {string} day */
function frontsOn(day) {
  let fronts = frontCache.get(day);
  if (!fronts) {
    fronts = (payload.fronts?.[day] ?? []).map(({ precision_m, line }) => ({
      precision: precision_m ?? 300,
      path: unpack(line),
    }));
    frontCache.set(day, fronts);
  }
  return fronts;
}

/**
 * A front known to 300 m is a band of 300 m, softest at its edges; never a sharp line.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
function paintFronts(ctx, view) {
  if (state.view === 'week' || !state.filters.layers.has('control')) return;
  ctx.lineJoin = 'round';
  ctx.lineCap = 'butt';
  for (const { precision, path } of frontsOn(state.day)) {
    const whole = Math.max(6, (2 * precision) / view.metres);
    for (const share of [1, 0.82, 0.66, 0.5, 0.34, 0.18]) {
      ctx.beginPath();
      trace(ctx, path, view, false);
      ctx.strokeStyle = 'rgba(35, 31, 26, 0.032)';
      ctx.lineWidth = whole * share;
      ctx.stroke();
    }
  }
}

/** @type {Map<string, {name: string, path: Path}[]>} */
const columnCache = new Map();

/** @param {string} day */
function columnsOn(day) {
  let columns = columnCache.get(day);
  if (!columns) {
    columns = (payload.columns?.[day] ?? []).map(({ name, line }) => ({ name, path: unpack(line) }));
    columnCache.set(day, columns);
  }
  return columns;
}

/**
 * The army's columns as they advanced that day: a slate line with its head, the corps' name along it.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
function paintColumns(ctx, view) {
  if (!state.filters.layers.has('control')) return;
  const days = state.view === 'week' ? DAYS : [state.day];
  ctx.lineJoin = 'round';
  ctx.lineCap = 'butt';
  ctx.setLineDash([]);
  ctx.font = `italic 600 12px ${SERIF}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'bottom';
  const boxes = new Boxes();
  for (const { name, path } of days.flatMap(columnsOn)) {
    const width = view.zoom < 13 ? 2.4 : 3.4;
    for (const [colour, pen] of /** @type {[string, number][]} */ ([
      ['rgba(246, 241, 231, 0.75)', width + 2.4],
      ['rgba(47, 79, 115, 0.72)', width],
    ])) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = pen;
      ctx.beginPath();
      trace(ctx, path, view, false);
      ctx.stroke();
    }
    paintHead(ctx, path, view, width * 3);
    if (view.zoom >= 13) nameLine(ctx, view, boxes, { text: name, path, size: 12, colour: INK.versailles });
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Path} path
 * @param {View} view
 * @param {number} size
 */
function paintHead(ctx, path, view, size) {
  const points = pixelsOf(path, view);
  const end = points[points.length - 1];
  if (points.length < 2 || !end) return;
  const { angle } = pointAlong(points, Math.max(0, end.at - 1));
  ctx.save();
  ctx.translate(end.x, end.y);
  ctx.rotate(angle);
  ctx.beginPath();
  ctx.moveTo(size * 0.7, 0);
  ctx.lineTo(-size * 0.6, -size * 0.62);
  ctx.lineTo(-size * 0.6, size * 0.62);
  ctx.closePath();
  ctx.fillStyle = INK.versailles;
  ctx.fill();
  ctx.restore();
}
