/* The way of a person from event to event: nobody knows by which streets, so it is drawn as a bow, and as doubtful as its ends. */

import { isUndated } from '../core/days.js';
import { COLOUR, LOOK, veil } from '../core/look.js';
import { EVENTS, PEOPLE, PLACES } from '../core/payload.js';
import { chosenPerson, eventsOf } from '../core/people.js';
import { SANS } from '../labels/lettering.js';
import { PLACE_X, PLACE_Y } from './placing.js';

/** How a stretch is drawn by the less certain of its ends: dashes and strength. */
const SURE = /** @type {Record<string, {dash: number[], strength: number}>} */ ({
  certain: { dash: [9, 4], strength: 0.9 },
  'less-certain': { dash: [5, 5], strength: 0.7 },
  uncertain: { dash: [1.5, 6], strength: 0.5 },
});

/** Of two ends the one that comes first here is the less certain. */
const DOUBTS = ['uncertain', 'less-certain', 'certain'];

/** How far a bow leaves the straight line between its ends, as a share of that. */
const BOW = 0.14;

/** @typedef {{place: number, x: number, y: number, numbers: number[], certainty: string, metres: number}} Stop */

/**
 * The stops of a way in their order; events that follow each other at one place are one stop.
 * @param {number} p
 * @param {View} view
 */
function stopsOf(p, view) {
  /** @type {Stop[]} */
  const stops = [];
  for (const [n, i] of eventsOf(p).entries()) {
    if (isUndated(i)) continue;
    const place = EVENTS.place[i];
    const certainty = EVENTS.certainty[i];
    const last = stops[stops.length - 1];
    if (last?.place === place) {
      last.numbers.push(n + 1);
      continue;
    }
    const x = PLACE_X[place] * view.scale - view.ox;
    const y = PLACE_Y[place] * view.scale - view.oy;
    stops.push({ place, x, y, numbers: [n + 1], certainty, metres: PLACES.precision_m[place] });
  }
  return stops;
}

/** The colour of the side that a person was on. @param {number} p */
const colourOfPerson = (p) =>
  LOOK.sides.find(({ code }) => code === PEOPLE.side[p])?.colour ?? COLOUR.neutral;

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
export function paintWay(ctx, view) {
  const p = chosenPerson();
  if (p < 0) return;
  const stops = stopsOf(p, view);
  const colour = colourOfPerson(p);
  ctx.globalAlpha = 1;
  ctx.lineCap = 'round';
  for (const [k, to] of stops.entries()) if (k) paintStretch(ctx, view, stops[k - 1], to, colour);
  paintStops(ctx, stops, colour);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {Stop} from
 * @param {Stop} to
 * @param {string} colour
 */
function paintStretch(ctx, view, from, to, colour) {
  const least = Math.min(DOUBTS.indexOf(from.certainty), DOUBTS.indexOf(to.certainty));
  const { dash, strength } = SURE[DOUBTS[Math.max(0, least)]];
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const bow = () => {
    ctx.beginPath();
    ctx.moveTo(from.x, from.y);
    ctx.quadraticCurveTo(from.x + dx / 2 - dy * BOW, from.y + dy / 2 + dx * BOW, to.x, to.y);
    ctx.stroke();
  };
  const across = Math.min(60, Math.max(5, (Math.max(from.metres, to.metres) * 2) / view.metres));
  for (const [stroke, width, line] of /** @type {[string, number, number[]][]} */ ([
    [veil(colour, 0.09), across, []],
    [veil(COLOUR.paper, 0.85), 4.5, []],
    [veil(colour, strength), 2, dash],
  ])) {
    ctx.strokeStyle = stroke;
    ctx.lineWidth = width;
    ctx.setLineDash(line);
    bow();
  }
  ctx.setLineDash([]);
}

/**
 * A stop where it is, with the numbers that its events have in the list; of those that lie too near the first says its number.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Stop[]} stops
 * @param {string} colour
 */
function paintStops(ctx, stops, colour) {
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  /** @type {Stop[]} */
  const said = [];
  for (const stop of [...stops].reverse()) {
    ctx.beginPath();
    ctx.arc(stop.x, stop.y, 3.5, 0, 2 * Math.PI);
    ctx.fillStyle = colour;
    ctx.fill();
  }
  for (const stop of stops) {
    if (said.some(({ x, y }) => Math.hypot(x - stop.x, y - stop.y) < 17)) continue;
    said.push(stop);
    const same = stops.filter(({ place }) => place === stop.place).flatMap(({ numbers }) => numbers);
    const text = same.length > 2 ? `${same[0]}…` : same.join(', ');
    ctx.font = `700 10px ${SANS}`;
    const width = Math.max(16, ctx.measureText(text).width + 8);
    ctx.beginPath();
    ctx.roundRect(stop.x - width / 2, stop.y - 8, width, 16, 8);
    ctx.fillStyle = COLOUR.paper;
    ctx.fill();
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.4;
    ctx.stroke();
    ctx.fillStyle = colour;
    ctx.fillText(text, stop.x, stop.y + 0.5);
  }
}
