/* A thin line from each word that names an event to its sign: under the word, along its line to the edge, then straight. */

import { byId, on, SVG_NS } from '../core/dom.js';
import { EVENT_INDEX } from '../core/payload.js';
import { litSpots } from '../map/lit.js';
import { map } from '../map/map.js';

let leadersDue = 0;
let leadersFrom = 0;

/** @param {SVGElement} svg */
const clearLeaders = (svg) => svg.replaceChildren();

/** Draw the lines anew in the next around. */
export function drawLeaders() {
  if (!leadersDue) leadersDue = requestAnimationFrame(placeLeaders);
}

/**
 * Show no lines for some time, in milliseconds: the map is under way.
 * @param {number} time
 */
export function hideLeaders(time) {
  clearLeaders(leaders());
  leadersFrom = performance.now() + time;
  window.setTimeout(drawLeaders, time + 20);
}

/** @returns {SVGElement} */
const leaders = () => /** @type {SVGElement} */ (/** @type {unknown} */ (byId('leaders')));

function placeLeaders() {
  leadersDue = 0;
  const svg = leaders();
  clearLeaders(svg);
  if (byId('story').hidden || performance.now() < leadersFrom) return;
  const around = byId('atlas').getBoundingClientRect();
  const stage = map.getContainer().getBoundingClientRect();
  const text = byId('story-text').getBoundingClientRect();
  const view = byId('story-body').getBoundingClientRect();
  const beside = view.left >= stage.right - 1;
  const spots = new Map(litSpots().map((spot) => [spot.i, spot]));
  /** @type {SVGElement[]} */
  const lines = [];
  const words = [...byId('story-text').querySelectorAll('[data-named]')];
  words.forEach((word, n) => {
    const i = EVENT_INDEX.get(word.getAttribute('data-named') ?? '') ?? -1;
    const spot = spots.get(i);
    const box = word.getClientRects()[0];
    if (!spot || !box || box.bottom < view.top || box.bottom > view.bottom) return;
    if (spot.x < 0 || spot.y < 0 || spot.x > stage.width || spot.y > stage.height) return;
    const sign = { x: spot.x + stage.left, y: spot.y + stage.top };
    const foot = box.bottom - 1;
    /** @type {[number, number][]} */
    const way = [[box.left, foot]];
    if (beside) way.push([text.left - 8, foot]);
    else {
      // Under the map: along the line to the nearer margin, and up it; several lines keep apart.
      const left = box.left + box.right < text.left + text.right;
      const margin = left ? text.left - 5 - 2 * n : text.right + 5 + 2 * n;
      if (!left) way[0] = [box.right, foot];
      way.push([margin, foot], [margin, view.top]);
    }
    const [x, y] = way[way.length - 1];
    const far = Math.hypot(sign.x - x, sign.y - y);
    if (far <= spot.radius) return;
    const share = 1 - spot.radius / far;
    way.push([x + (sign.x - x) * share, y + (sign.y - y) * share]);
    const d = `M${way.map(([a, b]) => `${(a - around.left).toFixed(1)} ${(b - around.top).toFixed(1)}`).join('L')}`;
    for (const name of ['leader-edge', 'leader']) {
      const line = document.createElementNS(SVG_NS, 'path');
      line.setAttribute('d', d);
      line.setAttribute('class', name);
      if (name === 'leader') line.setAttribute('data-leader', word.getAttribute('data-named') ?? '');
      lines.push(line);
    }
  });
  svg.replaceChildren(
    ...lines.filter((line) => line.classList.contains('leader-edge')),
    ...lines.filter((line) => line.classList.contains('leader')),
  );
}

export function startLeaders() {
  map.on('move resize', drawLeaders);
  map.on('zoomanim', () => hideLeaders(300));
  on(byId('story-body'), 'scroll', drawLeaders, { passive: true });
  on(window, 'resize', drawLeaders);
}
