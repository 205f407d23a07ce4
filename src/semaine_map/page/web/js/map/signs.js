/* The drawn signs, used alike on the map, in the list and in the legend: the steps of each come with the data. */

import { el, SVG_NS } from '../core/dom.js';
import { COLOUR, LOOK, lookOf, statusLook } from '../core/look.js';
import { EVENTS } from '../core/payload.js';

/** The box in which signs are drawn. */
const SIGN_BOX = 24;

/** @type {Map<string, {body: Path2D, line: Path2D, all: Path2D}>} */
const signPaths = new Map();

/** @param {string} name */
function signPath(name) {
  let paths = signPaths.get(name);
  if (!paths) {
    const { body, line } = LOOK.signs[name];
    paths = { body: new Path2D(body), line: new Path2D(line), all: new Path2D(body + line) };
    signPaths.set(name, paths);
  }
  return paths;
}

/**
 * @param {string} sign
 * @param {string} certainty
 * @param {boolean} hollow
 */
function stepsOf(sign, certainty, hollow) {
  const steps = LOOK.steps[LOOK.signs[sign].shape];
  return steps[`${certainty}${hollow ? '-hollow' : ''}`] ?? steps.uncertain;
}

/** @typedef {{look: Look, x: number, y: number, size: number, certainty: string, hollow?: boolean, halo?: boolean}} Drawn */

/**
 * Draw a sign centred on a point.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Drawn} options
 */
export function drawSign(ctx, { look, x, y, size, certainty, hollow = false, halo = true }) {
  const paths = signPath(look.sign);
  const unit = size / SIGN_BOX;
  ctx.save();
  ctx.translate(x - size / 2, y - size / 2);
  ctx.scale(unit, unit);
  ctx.lineJoin = 'round';
  if (halo) {
    ctx.lineCap = 'round';
    ctx.strokeStyle = COLOUR.paper;
    // A small sign has a small halo, else it would be a blot.
    ctx.lineWidth = LOOK.halo + Math.min(4, size * 0.24) / unit;
    ctx.stroke(paths.all);
  }
  const strength = ctx.globalAlpha;
  for (const [part, fill, pen, width, dash, isRound] of stepsOf(look.sign, certainty, hollow)) {
    if (fill !== null) {
      if (fill < 1) {
        ctx.fillStyle = COLOUR.paper;
        ctx.fill(paths[part]);
      }
      ctx.globalAlpha = strength * fill;
      ctx.fillStyle = look.colour;
      ctx.fill(paths[part]);
      ctx.globalAlpha = strength;
    }
    ctx.strokeStyle = pen === 'colour' ? look.colour : COLOUR.paper;
    ctx.lineWidth = width;
    ctx.lineCap = isRound ? 'round' : 'butt';
    ctx.setLineDash(dash);
    ctx.stroke(paths[part]);
  }
  ctx.restore();
}

/** @type {Map<string, HTMLCanvasElement>} */
const sprites = new Map();

/**
 * Stamp a sign from a picture drawn once: a day of thousands is then thousands of copies, not of drawings.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} dpr
 * @param {Drawn} options
 */
export function stampSign(ctx, dpr, options) {
  const { look, x, y, certainty, hollow } = options;
  const size = Math.round(options.size * 4) / 4;
  const key = `${look.sign} ${look.colour} ${certainty} ${hollow} ${options.halo} ${size} ${dpr}`;
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
 * @param {Look} look
 * @param {{certainty?: string, hollow?: boolean, size?: number}} [options]
 */
export function signIcon({ sign, colour }, { certainty = 'certain', hollow = false, size = 20 } = {}) {
  const svg = document.createElementNS(SVG_NS, 'svg');
  for (const [name, value] of Object.entries({
    viewBox: `-1 -1 ${SIGN_BOX + 2} ${SIGN_BOX + 2}`,
    width: size,
    height: size,
    'aria-hidden': 'true',
    class: 'sign',
  })) {
    svg.setAttribute(name, String(value));
  }
  for (const [part, fill, pen, width, dash, isRound] of stepsOf(sign, certainty, hollow)) {
    const path = document.createElementNS(SVG_NS, 'path');
    for (const [name, value] of Object.entries({
      d: LOOK.signs[sign][part],
      fill: fill === null ? 'none' : colour,
      'fill-opacity': fill ?? 0,
      stroke: pen === 'colour' ? colour : COLOUR.paper,
      'stroke-width': width,
      'stroke-linecap': isRound ? 'round' : 'butt',
      'stroke-dasharray': dash.join(' '),
    })) {
      path.setAttribute(name, String(value));
    }
    svg.append(path);
  }
  return svg;
}

/** @type {Map<string, SVGSVGElement>} */
const icons = new Map();

/**
 * What an event's icon depends on.
 * @param {number} i
 * @param {Status} status
 */
export const iconKey = (i, status) =>
  `${lookOf(i, status).sign} ${EVENTS.look[i]} ${EVENTS.certainty[i]} ${statusLook(status).hollow}`;

/**
 * The icon of an event as it stands on a day, copied from one made before.
 * @param {number} i
 * @param {Status} status
 */
export function iconOf(i, status) {
  const key = iconKey(i, status);
  const icon =
    icons.get(key) ??
    signIcon(lookOf(i, status), { certainty: EVENTS.certainty[i], hollow: statusLook(status).hollow });
  icons.set(key, icon);
  return /** @type {SVGSVGElement} */ (icon.cloneNode(true));
}
