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
    for (const share of [1, 0.72, 0.46, 0.22]) {
      ctx.beginPath();
      trace(ctx, path, view, false);
      ctx.strokeStyle = 'rgba(35, 31, 26, 0.07)';
      ctx.lineWidth = whole * share;
      ctx.stroke();
    }
  }
}
