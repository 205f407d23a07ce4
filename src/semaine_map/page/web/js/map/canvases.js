/* The four canvases over the map, and when each is painted anew. Names are painted under the marks: on the map the events win. */

import { byId } from '../core/dom.js';
import { DENSITY } from '../core/payload.js';
import { state, subscribe } from '../core/state.js';
import { densitySteps } from '../density/layer.js';
import { namingSteps } from '../labels/labels.js';
import { groundSteps } from './ground.js';
import { map } from './map.js';
import { markSteps } from './marks.js';
import { SlicedLayer } from './sliced-layer.js';
import { tintSteps } from './tint.js';
import { drawInTurn } from './turns.js';

/** Called after each painting of the marks. @type {Set<(tally: Painted['tally']) => void>} */
export const marksWatchers = new Set();

/** The shown day, if nothing is chosen, pointed at or held back that its picture would have to show; else nothing. */
export const plainDay = () => {
  const { day, event, house, person, part, view, pointed, find, scene } = state;
  const plain =
    view === 'map' &&
    scene === null &&
    event === null &&
    house === null &&
    person === null &&
    (part === null || DENSITY !== null);
  return plain && pointed === null && find === null ? day : '';
};

/** What was drawn is open to whoever checks it. @param {Painted} painted */
function reportMarks({ tally }) {
  const { overlap, ...counts } = tally;
  byId('atlas').dataset.drawn = JSON.stringify({ ...counts, overlap: Number(overlap.toFixed(3)) });
  for (const watch of marksWatchers) watch(tally);
}

export const groundCanvas = new SlicedLayer('ground', groundSteps, { isLong: true });
export const tintCanvas = new SlicedLayer('tint', tintSteps, { dayAhead: plainDay });
export const namesCanvas = new SlicedLayer('names', namingSteps, { isLong: true });
export const marksCanvas = new SlicedLayer('marks', DENSITY ? densitySteps : markSteps, {
  dayAhead: plainDay,
  report: reportMarks,
});

/** Lay the canvases over the map. */
export function startCanvases() {
  for (const layer of [groundCanvas, tintCanvas, namesCanvas, marksCanvas]) layer.addTo(map);
  // A step is in the next frame; what else changes the picture changes much of the page too, and comes layer by layer.
  const isStep = (/** @type {Set<string>} */ changed) =>
    !['filters', 'view', 'signs', 'scene'].some((key) => changed.has(key));
  subscribe(['day', 'part', 'filters', 'view', 'signs', 'scene'], (changed) => {
    for (const layer of [tintCanvas, marksCanvas]) {
      if (isStep(changed)) layer.redraw();
      else drawInTurn(layer);
    }
  });
  // Of the filters the ground knows one.
  let areas = state.filters.layers.has('arrondissements');
  subscribe(['filters'], () => {
    const { layers } = state.filters;
    if (areas !== layers.has('arrondissements')) drawInTurn(groundCanvas);
    areas = layers.has('arrondissements');
  });
  subscribe(['lang'], () => drawInTurn(namesCanvas));
  // Names make room for the day's signs a moment after them: the step itself paints only what it must.
  // In the story the camera has them painted with all the rest.
  let later = 0;
  subscribe(['day', 'part', 'filters', 'view', 'signs', 'scene'], () => {
    window.clearTimeout(later);
    if (state.scene !== null) return;
    later = window.setTimeout(() => drawInTurn(namesCanvas), 120);
  });
  subscribe(['event', 'house', 'person', 'pointed', 'find'], () => marksCanvas.redraw());
}
