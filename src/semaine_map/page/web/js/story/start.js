/* The story: who begins it, steps it, plays it aloud, shows it to a room, and leaves it. */

import { byId, on, reducedMotion } from '../core/dom.js';
import { leaving } from '../core/leaving.js';
import { numbersShown, patchOfScene, SCENES, sceneAfter, sceneShown } from '../core/scenes.js';
import { noFilters, setState, state, subscribe } from '../core/state.js';
import { translatePage } from '../core/words.js';
import { litCanvas } from '../map/lit.js';
import { map } from '../map/map.js';
import { showBounds } from './camera.js';
import { drawLeaders, hideLeaders, startLeaders } from './leaders.js';
import { groundNow, moveFront, readyFront, UNDER_WAY } from './moving.js';
import { makeTelling, showTelling } from './telling.js';

/** A scene rests at least so long, in milliseconds, however few its words. */
const LEAST_REST = 4000;

/** What the reader had chosen before the story began. @type {Filters} */
let keptFilters = noFilters();

/** @type {ReturnType<typeof groundNow> | null} */
let groundBefore = null;

let readingTimer = 0;

/** Begin the story, or go on where it is. */
export function beginStory() {
  if (!SCENES.length || state.scene !== null) return;
  keptFilters = state.filters;
  setState({ ...patchOfScene(numbersShown()[0] ?? 1), filters: noFilters(), playing: false });
  byId('story-body').focus({ preventScroll: true });
}

/** Leave the story where it is: at its day and place. */
export function leaveStory() {
  if (document.fullscreenElement) document.exitFullscreen();
  setState({ scene: null, filters: keptFilters, playing: state.playing === 'story' ? false : state.playing });
  byId('map').focus({ preventScroll: true });
}

/** @param {number} step */
export function stepScene(step) {
  const next = state.scene === null ? undefined : sceneAfter(state.scene, step);
  if (next !== undefined) setState(patchOfScene(next));
}

/** Show the first of the version numbersShown, or its last. @param {number} which 0 or -1 */
export function endScene(which) {
  const number = numbersShown().at(which);
  if (number !== undefined) setState(patchOfScene(number));
}

export function tellOn() {
  setState({ playing: state.playing === 'story' ? false : 'story' }, { address: 'keep' });
}

/** Show the scene alone, as large as a room needs it; or no longer. */
export function presentStory() {
  beginStory();
  const presenting = !state.presenting;
  setState({ presenting }, { address: 'keep' });
  // A browser, or the page around, may refuse: the scene fills the window all the same.
  if (presenting) document.documentElement.requestFullscreen?.().catch(() => {});
  else if (document.fullscreenElement) document.exitFullscreen();
}

/** Go on once the scene can have been read out. */
function scheduleReading() {
  window.clearTimeout(readingTimer);
  const scene = sceneShown();
  if (state.playing !== 'story' || !scene || state.scene === null) return;
  const words = `${scene.title[state.lang]} ${scene.text[state.lang]}`.split(/\s+/).length;
  const rest = Math.max(LEAST_REST, (words / state.pace) * 60000) + UNDER_WAY;
  readingTimer = window.setTimeout(() => {
    if (sceneAfter(state.scene ?? 0, 1) === undefined) setState({ playing: false }, { address: 'keep' });
    else stepScene(1);
  }, rest);
}

/** @param {{still?: boolean}} [options] */
function showScene({ still = false } = {}) {
  const scene = sceneShown();
  showTelling();
  if (!scene) return;
  const before = groundBefore;
  hideLeaders(still || reducedMotion.matches ? 0 : UNDER_WAY);
  if (before) readyFront(before);
  showBounds(scene.bounds, { still: still || !before, begin: moveFront });
  groundBefore = groundNow();
}

export function startStory() {
  for (const button of document.querySelectorAll('[data-story]')) {
    /** @type {HTMLElement} */ (button).hidden = !SCENES.length;
    on(button, 'click', beginStory);
  }
  if (!SCENES.length) return;
  makeTelling({ step: stepScene, leave: leaveStory, play: tellOn, present: presentStory });
  translatePage();
  startLeaders();
  subscribe(['scene'], () => {
    showLit();
    showScene();
    if (state.scene === null) groundBefore = null;
  });
  subscribe(['lang', 'short', 'pace', 'playing'], () => {
    if (state.scene !== null) showTelling();
    drawLeaders();
  });
  subscribe(['scene', 'playing', 'pace', 'lang'], scheduleReading);
  subscribe(['presenting'], () => {
    byId('atlas').toggleAttribute('data-presenting', state.presenting);
    map.invalidateSize({ animate: false });
    showScene({ still: true });
  });
  subscribe(['presenting', 'scene'], () => document.body.classList.toggle('in-story', state.scene !== null));
  map.on('resize', () => {
    const scene = sceneShown();
    if (scene) showBounds(scene.bounds, { still: true });
  });
  on(document, 'fullscreenchange', () => {
    if (!document.fullscreenElement && state.presenting) setState({ presenting: false }, { address: 'keep' });
  });
  startWheel();
  startSceneSwipe();
  leaving.signal.addEventListener('abort', () => window.clearTimeout(readingTimer));
  if (state.scene === null) return;
  showLit();
  showScene({ still: true });
}

/** The canvas of what is lit is there as long as a scene is: an empty one would cost each frame as much as a full one. */
function showLit() {
  if (state.scene === null) litCanvas.remove();
  else if (map.hasLayer(litCanvas)) litCanvas.redraw();
  else litCanvas.addTo(map);
}

/** Scrolling past the end of the text shows the next scene; one turn of the wheel, one scene. */
function startWheel() {
  let last = 0;
  on(
    byId('atlas'),
    'wheel',
    (event) => {
      const within = event.target instanceof Element && event.target.closest('#story') !== null;
      if (state.scene === null || event.ctrlKey || !(within || state.presenting)) return;
      const body = byId('story-body');
      const room = event.deltaY > 0 ? body.scrollHeight - body.clientHeight - body.scrollTop : body.scrollTop;
      if (within && room > 2) return;
      event.preventDefault();
      event.stopPropagation();
      const now = event.timeStamp;
      const resting = now - last > 250;
      last = now;
      if (resting && Math.abs(event.deltaY) > 3) stepScene(Math.sign(event.deltaY));
    },
    { passive: false, capture: true },
  );
}

/** A swipe over the text turns the page. */
function startSceneSwipe() {
  /** @type {{x: number, y: number} | null} */
  let from = null;
  const story = byId('story');
  on(
    story,
    'touchstart',
    ({ touches }) => {
      from = touches.length === 1 ? { x: touches[0].clientX, y: touches[0].clientY } : null;
    },
    { passive: true },
  );
  on(
    story,
    'touchend',
    ({ changedTouches: [touch] }) => {
      if (!from) return;
      const [dx, dy] = [touch.clientX - from.x, touch.clientY - from.y];
      from = null;
      if (Math.abs(dx) > 50 && Math.abs(dx) > 1.6 * Math.abs(dy)) stepScene(dx < 0 ? 1 : -1);
    },
    { passive: true },
  );
}
