/* One drawn sign per kind, in a box of 24, used alike on the map, in the list and in the legend.
   `fill` is the body; `line` is drawn with the pen only. Told apart by shape alone, at 12 px and in grey. */

import { el, SVG_NS } from '../core/dom.js';
import { EVENTS, KINDS_MET, likeKind, OWN_KINDS, payload } from '../core/payload.js';

/** @type {Record<string, {fill?: string, line?: string}>} */
export const SIGNS = {
  // A bar of stones: two courses, joints staggered.
  barricade: {
    fill: 'M2 8h20v9H2z',
    line: 'M2 12.5h20M8 8v4.5M15.5 8v4.5M5 12.5v4.5M12 12.5v4.5M19 12.5v4.5',
  },
  // A gun on its wheel.
  battery: { fill: 'M3 7.5 21 4l.8 3.6L9 12.5z', line: 'M9.5 11.2a4.6 4.6 0 1 0 .1 0M3 20h6' },
  // Crossed blades.
  fight: { line: 'M4 4l16 16M20 4 4 20M3.5 15.5l5 5M20.500 15.500l-5 5' },
  // A flag on its pole, planted.
  capture: { fill: 'M7 3h13l-3.500 4.250L20 11.500H7z', line: 'M7 2.500V22M3.500 22h7' },
  // A flame.
  fire: {
    fill: 'M12.500 1.500c.8 4.500 6.500 7 6.500 13a7 7 0 0 1-14 .3c0-3 1.500-4.800 3-6.300.2 2 .8 3 1.800 3.500C9.500 8 10.300 4 12.500 1.500z',
  },
  // A wall with a breach.
  damage: { fill: 'M3 5h6l2 4-3 3 4 3-2 5H3zM21 5h-7l-1 3 3 4-3 4 1 4h7z' },
  // A burst.
  explosion: {
    fill: 'M12 1l2.300 6.200L20 4l-2.600 6L23 12l-5.600 2L20 20l-5.700-3.200L12 23l-2.300-6.200L4 20l2.600-6L1 12l5.600-2L4 4l5.700 3.200z',
  },
  // A plain cross.
  execution: { fill: 'M10 2h4v5.500h5v4h-5V22h-4V11.500H5v-4h5z' },
  // A bench with its judges' table.
  tribunal: { fill: 'M3 9h18v3.500H3z', line: 'M5.500 12.500V21M18.500 12.500V21M12 3v6' },
  // A shackle.
  arrest: { line: 'M12 7.500a4.500 4.500 0 1 0-9 0v3h9zM21 16.500a4.500 4.500 0 1 0-9 0v3h9zM9 12.500l4 2' },
  // A life cut off: a broken column.
  death: { fill: 'M8 8.500l3-3 2.500 2.500L16 5.500V19H8z', line: 'M4.500 21h15' },
  // Laid side by side.
  bodies: { fill: 'M3 5h18v3H3zM3 10.500h18v3H3zM3 16h18v3H3z' },
  // A mound.
  burial: { fill: 'M2 19c2.500-7.500 6-10 10-10s7.500 2.500 10 10z', line: 'M12 9V2.500M9.300 5h5.400' },
  // Bars.
  hostages: { line: 'M3.500 4h17M3.500 20h17M6.500 4v16M12 4v16M17.500 4v16' },
  // A pennant.
  headquarters: { fill: 'M7 3l15 5-15 5z', line: 'M7 2v20' },
  // An arrow.
  movement: { fill: 'M13 4.500 22.500 12 13 19.500V15H2V9h11z' },
  // A sheet with its lines.
  decision: { fill: 'M5 2h10l4.500 4.500V22H5z', line: 'M8 10.500h8.500M8 14h8.500M8 17.500h5' },
};

for (const kind of Object.keys(OWN_KINDS)) SIGNS[kind] = SIGNS[likeKind(kind)];

export const INK = {
  commune: payload.colours?.commune ?? '#97281b',
  versailles: payload.colours?.versailles ?? '#2f4f73',
  neutral: '#231f1a',
  fire: '#c0390f',
  paper: '#f6f1e7',
};

/** Kinds whose sign is ink whoever did it: the dead have no side here. */
const GRAVE = new Set(['execution', 'death', 'bodies', 'burial', 'tribunal', 'arrest', 'hostages']);

/**
 * Colour says who does it; fire and death have their own.
 * @param {number} i
 */
export function inkOf(i) {
  const kind = likeKind(EVENTS.kind[i]);
  if (kind === 'fire' || kind === 'explosion') return INK.fire;
  if (GRAVE.has(kind)) return INK.neutral;
  const actor = EVENTS.actor[i];
  return actor === 'commune' ? INK.commune : actor === 'versailles' ? INK.versailles : INK.neutral;
}

/** Pen strokes for each certainty: full, broken, dotted. @type {Record<string, number[]>} */
export const DASHES = { certain: [], 'less-certain': [3.6, 2.2], uncertain: [1.1, 2.1] };

/** @type {Map<string, {fill: Path2D | null, line: Path2D | null, all: Path2D}>} */
const signPaths = new Map();

/** @param {string} kind */
function signPath(kind) {
  let paths = signPaths.get(kind);
  if (!paths) {
    const { fill, line } = SIGNS[kind] ?? SIGNS.decision;
    const all = new Path2D(`${fill ?? ''}${line ?? ''}`);
    paths = { fill: fill ? new Path2D(fill) : null, line: line ? new Path2D(line) : null, all };
    signPaths.set(kind, paths);
  }
  return paths;
}

/**
 * Draw a sign centred on a point.
 * @param {CanvasRenderingContext2D} ctx
 * @param {{kind: string, x: number, y: number, size: number, ink: string, certainty: string,
 *          hollow?: boolean, halo?: boolean}} options
 */
export function drawSign(ctx, { kind, x, y, size, ink, certainty, hollow = false, halo = true }) {
  const { fill, line, all } = signPath(kind);
  const unit = size / 24;
  ctx.save();
  ctx.translate(x - size / 2, y - size / 2);
  ctx.scale(unit, unit);
  ctx.lineJoin = 'round';
  ctx.lineCap = certainty === 'uncertain' ? 'butt' : 'round';
  if (halo) {
    ctx.strokeStyle = INK.paper;
    // A small sign has a small halo, else it would be a blot.
    ctx.lineWidth = 2.6 + Math.min(4, size * 0.24) / unit;
    ctx.stroke(all);
  }
  const doubtful = certainty !== 'certain';
  ctx.strokeStyle = ink;
  ctx.setLineDash(DASHES[certainty] ?? []);
  if (fill) {
    ctx.fillStyle = hollow || doubtful ? INK.paper : ink;
    ctx.fill(fill);
    if (doubtful && !hollow) {
      ctx.globalAlpha *= certainty === 'uncertain' ? 0.12 : 0.4;
      ctx.fillStyle = ink;
      ctx.fill(fill);
      ctx.globalAlpha /= certainty === 'uncertain' ? 0.12 : 0.4;
    }
    ctx.lineWidth = hollow || doubtful ? 2.4 : 1;
    ctx.stroke(fill);
  }
  if (line) {
    // Joints on a filled body are cut out of it in paper; elsewhere the line is the sign.
    const cut = kind === 'barricade' || kind === 'decision';
    ctx.strokeStyle = cut && !hollow && !doubtful ? INK.paper : ink;
    if (cut) ctx.setLineDash([]);
    ctx.lineWidth = cut ? 1.5 : 2.8;
    ctx.stroke(line);
  }
  ctx.restore();
}

/** @type {Map<string, HTMLCanvasElement>} */
const sprites = new Map();

/**
 * Stamp a sign from a picture drawn once: a day of thousands is then thousands of copies, not of drawings.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} dpr
 * @param {Parameters<typeof drawSign>[1]} options
 */
export function stampSign(ctx, dpr, options) {
  const { kind, x, y, ink, certainty, hollow } = options;
  const size = Math.round(options.size * 4) / 4;
  const key = `${kind} ${ink} ${certainty} ${hollow} ${options.halo} ${size} ${dpr}`;
  const room = Math.ceil(size + 10);
  let sprite = sprites.get(key);
  if (!sprite) {
    if (sprites.size > 600) sprites.clear();
    sprite = el('canvas');
    sprite.width = room * dpr;
    sprite.height = room * dpr;
    const pen = sprite.getContext('2d');
    pen?.scale(dpr, dpr);
    if (pen) drawSign(pen, { ...options, size, x: room / 2, y: room / 2 });
    sprites.set(key, sprite);
  }
  ctx.drawImage(sprite, x - room / 2, y - room / 2, room, room);
}

/**
 * Make the sign as inline SVG for lists and legends.
 * @param {string} kind
 * @param {{ink?: string, certainty?: string, hollow?: boolean, size?: number}} [options]
 */
export function signIcon(kind, { ink = INK.neutral, certainty = 'certain', hollow = false, size = 20 } = {}) {
  const svg = document.createElementNS(SVG_NS, 'svg');
  const sign = SIGNS[kind] ?? SIGNS.decision;
  const doubtful = certainty !== 'certain';
  for (const [name, value] of Object.entries({
    viewBox: '-1 -1 26 26',
    width: size,
    height: size,
    'aria-hidden': 'true',
    class: 'sign',
  })) {
    svg.setAttribute(name, String(value));
  }
  const dashes = (DASHES[certainty] ?? []).join(' ');
  /** @param {string} d @param {Record<string, string | number>} attributes */
  const add = (d, attributes) => {
    const path = document.createElementNS(SVG_NS, 'path');
    path.setAttribute('d', d);
    for (const [name, value] of Object.entries(attributes)) path.setAttribute(name, String(value));
    svg.append(path);
  };
  if (sign.fill) {
    const opacity = hollow ? 0 : certainty === 'uncertain' ? 0.12 : doubtful ? 0.4 : 1;
    add(sign.fill, {
      fill: ink,
      'fill-opacity': opacity,
      stroke: ink,
      'stroke-width': hollow || doubtful ? 2.2 : 1,
      'stroke-dasharray': dashes,
    });
  }
  if (sign.line) {
    const cut = kind === 'barricade' || kind === 'decision';
    const stroke = cut && !hollow && !doubtful ? INK.paper : ink;
    add(sign.line, {
      fill: 'none',
      stroke,
      'stroke-width': cut ? 1.5 : 2.8,
      'stroke-linecap': certainty === 'uncertain' ? 'butt' : 'round',
      'stroke-dasharray': cut ? '' : dashes,
    });
  }
  return svg;
}

/** @type {Map<string, SVGSVGElement>} */
const icons = new Map();

/**
 * Say whether a sign is drawn without its body: what is over, and what may be of another day.
 * @param {Status} status
 */
export const isHollow = (status) => status === 'ruined' || status === 'taken' || status === 'undated';

/**
 * What an event's icon depends on.
 * @param {number} i
 * @param {Status} status
 */
export const iconKey = (i, status) =>
  `${EVENTS.kind[i]} ${inkOf(i)} ${EVENTS.certainty[i]} ${isHollow(status)}`;

/**
 * The icon of an event as it stands on a day, copied from one made before.
 * @param {number} i
 * @param {Status} status
 */
export function iconOf(i, status) {
  const key = iconKey(i, status);
  const hollow = isHollow(status);
  const icon =
    icons.get(key) ?? signIcon(EVENTS.kind[i], { ink: inkOf(i), certainty: EVENTS.certainty[i], hollow });
  icons.set(key, icon);
  return /** @type {SVGSVGElement} */ (icon.cloneNode(true));
}

export const ALL_KINDS = Object.keys(SIGNS).filter((kind) => KINDS_MET.has(kind));
