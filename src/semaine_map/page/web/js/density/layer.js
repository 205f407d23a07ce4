/* Squares that grow and darken with the number of events in them: read by size in grey, by tone in colour. */

import { byId, on } from '../core/dom.js';
import { metresPerPixel, worldX, worldY } from '../core/geometry.js';
import { setState, state, subscribe } from '../core/state.js';
import { numberText, t, translatePage } from '../core/words.js';
import { CanvasLayer, NOTHING_PAINTED } from '../map/canvas-layer.js';
import { map, showHint } from '../map/map.js';
import { paintPin, pin } from '../map/marks.js';
import { INK } from '../map/signs.js';
import { setSheet } from '../panel/bottom-sheet.js';
import { showChronicle } from '../panel/chronicle.js';
import { densityScale, showDensest } from './panel.js';
import {
  countedNow,
  countIn,
  DENSITY,
  edgesOf,
  levelAt,
  nameOfSquare,
  squareAt,
  squareNamed,
  sumsOf,
} from './squares.js';

/** From few to many; each is told from the paper by more than three to one. */
export const DENSITY_INKS = ['#a9763d', '#98562f', '#813a2e', '#662331', '#48142f', '#270b22'];

/** Share of the square’s width that is filled; between the fullest the ground still shows. */
export const DENSITY_SHARES = [0.36, 0.48, 0.6, 0.72, 0.82, 0.9];

/** The steps of the scale at a level: from how many events on a square is drawn a step stronger. @param {number} level */
export function stepsAt(level) {
  const { level: finest, steps, week_steps } = /** @type {Density} */ (DENSITY);
  return (countedNow() === 'week' ? week_steps : steps)[finest - level] ?? [1];
}

/**
 * Few steps use the whole range of tones.
 * @param {number} step
 * @param {number} steps
 */
export const inkStep = (step, steps) =>
  steps < 2 ? 2 : Math.round((step * (DENSITY_INKS.length - 1)) / (steps - 1));

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @returns {Painted} no single marks
 */
export function paintDensity(ctx, view) {
  // On paper too the squares are those of the screen, whose steps stand in the key.
  const level = levelAt(map.getZoom());
  const { west, north, columns, rows: rows_, counts } = sumsOf(countedNow(), level);
  const steps = stepsAt(level);
  const side = (256 / 2 ** level) * view.scale;
  const firstColumn = Math.max(0, Math.floor(view.ox / side) - west);
  const lastColumn = Math.min(columns - 1, Math.floor((view.ox + view.width) / side) - west);
  const firstRow = Math.max(0, Math.floor(view.oy / side) - north);
  const lastRow = Math.min(rows_ - 1, Math.floor((view.oy + view.height) / side) - north);
  // One pass a step: to change the colour of the pen costs more than to look again.
  steps.forEach((from, step) => {
    const to = steps[step + 1] ?? Infinity;
    const ink = inkStep(step, steps.length);
    const width = Math.max(2, Math.round(side * DENSITY_SHARES[ink]));
    ctx.fillStyle = DENSITY_INKS[ink];
    for (let row = firstRow; row <= lastRow; row += 1) {
      const y = Math.round((row + north + 0.5) * side - view.oy - width / 2);
      for (let column = firstColumn; column <= lastColumn; column += 1) {
        const count = counts[row * columns + column];
        if (count < from || count >= to) continue;
        ctx.fillRect(Math.round((column + west + 0.5) * side - view.ox - width / 2), y, width, width);
      }
    }
  });
  if (pin.length) paintPin(ctx, view);
  return NOTHING_PAINTED;
}

/** The chosen square stands in a frame, on a canvas of its own: the counts need not be painted anew for it. */
const squareCanvas = new CanvasLayer('square', (ctx, view) => {
  const square = chosenSquare();
  if (!square) return;
  const [west, north, east, south] = edgesOf(square).map((at) => at * view.scale);
  for (const [colour, width] of /** @type {[string, number][]} */ ([
    [INK.paper, 6],
    [INK.neutral, 2.5],
  ])) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.strokeRect(west - view.ox - 1, north - view.oy - 1, east - west + 2, south - north + 2);
  }
});

/** @type {() => Square | null} */
export const chosenSquare = () => (state.square === null ? null : squareNamed(state.square));

/** The square under a position, at the level drawn now. @param {L.LatLng} at */
const squareUnder = ({ lat, lng }) => squareAt(worldX(lng), worldY(lat), levelAt(map.getZoom()));

/** @param {Square} square */
export const chooseSquare = (square) =>
  setState({ square: nameOfSquare(square), view: state.view === 'table' ? 'map' : state.view });

/** How wide a square is on the ground, in metres. @param {number} level */
export const metresOf = (level) => Math.round(metresPerPixel(1) * (256 / 2 ** level));

/** Set the page up for counts; of a record drawn event by event nothing changes. */
export function startDensity() {
  if (!DENSITY) return;
  byId('atlas').dataset.dense = 'true';
  // No event can be found by name here, and there is no list.
  byId('search').dataset.placeholder = 'density_search_hint';
  byId('map').setAttribute('data-aria-label', 'density_map_label');
  map.createPane('square').style.zIndex = '460';
  squareCanvas.addTo(map);
  // Squares cover the ground: names, which spare single signs, must stand above them.
  /** @type {HTMLElement} */ (map.getPane('names')).style.zIndex = '470';
  map.on('click', ({ latlng }) => {
    const square = squareUnder(latlng);
    if (countIn(square)) chooseSquare(square);
  });
  map.on('mousemove', ({ latlng, containerPoint }) => {
    const n = countIn(squareUnder(latlng));
    map.getContainer().classList.toggle('can-choose', n > 0);
    if (n) showHint(t(n === 1 ? 'density_one' : 'density_n', { n: numberText(n) }), containerPoint);
  });
  map.on('zoomend moveend', showDensest);
  map.on('zoomend', () => {
    for (const scale of document.querySelectorAll('.density-scale')) scale.replaceWith(densityScale());
  });
  on(byId('map'), 'keydown', (event) => {
    if (event.key !== 'Enter' || event.target !== byId('map')) return;
    chooseSquare(squareUnder(map.getCenter()));
    byId('card').focus();
  });
  subscribe(['square'], () => squareCanvas.redraw());
  subscribe(['square'], () => {
    if (state.square !== null) setSheet('peek');
  });
  translatePage();
  showChronicle();
}
