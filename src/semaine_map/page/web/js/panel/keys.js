/* One place for the keyboard: arrows, Home, End and space step the week from anywhere but a field. */

import { chooseEvent } from '../core/choosing.js';
import { byId, on, reducedMotion } from '../core/dom.js';
import { DAYS, payload } from '../core/payload.js';
import { SCENES } from '../core/scenes.js';
import { state } from '../core/state.js';
import { map, zoomBy } from '../map/map.js';
import { togglePlay } from '../story/play.js';
import { endScene, leaveStory, presentStory, stepScene } from '../story/start.js';
import { openDay, stepPage } from './daybar.js';

/** @param {EventTarget | null} target */
function isField(target) {
  return (
    target instanceof HTMLElement &&
    Boolean(target.closest('input, select, textarea, [role="option"], dialog'))
  );
}

export function startKeys() {
  on(document, 'keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      closeInnermost(event);
      return;
    }
    if (isField(event.target)) return;
    const act = event.shiftKey ? panKey(event.key) : (sceneKey(event) ?? stepKey(event));
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/** Close the innermost thing that is open. @param {KeyboardEvent} event */
function closeInnermost(event) {
  if (document.querySelector('dialog[open]')) return;
  const menu = byId('menu');
  if (!menu.hidden) byId('open-menu').click();
  else if (!byId('card').hidden) chooseEvent(null);
  else if (state.presenting) presentStory();
  else if (state.scene !== null) leaveStory();
  else return;
  event.preventDefault();
}

/** In the story the same keys turn its pages, and those of a clicker. @param {KeyboardEvent} event @returns {(() => void) | null} */
function sceneKey(event) {
  if (SCENES.length && ['f', 'p'].includes(event.key.toLowerCase())) return presentStory;
  if (state.scene === null) return null;
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowUp':
    case 'PageUp':
      return () => stepScene(-1);
    case 'ArrowRight':
    case 'ArrowDown':
    case 'PageDown':
      return () => stepScene(1);
    case 'Home':
      return () => endScene(0);
    case 'End':
      return () => endScene(-1);
    case ' ': {
      const target = event.target instanceof Element ? event.target.closest('button, a, summary') : null;
      return target ? null : () => stepScene(1);
    }
    default:
      return null;
  }
}

/** @param {KeyboardEvent} event @returns {(() => void) | null} */
function stepKey(event) {
  const week = payload.page === 'day' ? (payload.siblings ?? DAYS) : DAYS;
  switch (event.key) {
    case 'ArrowLeft':
      return () => stepPage(-1);
    case 'ArrowRight':
      return () => stepPage(1);
    case 'Home':
      return () => openDay(week[0]);
    case 'End':
      return () => openDay(week[week.length - 1]);
    case '+':
    case '=':
      return () => zoomBy(1);
    case '-':
      return () => zoomBy(-1);
    case ' ': {
      // Space presses the focused button, as everywhere; on the day already shown it plays.
      const target = event.target instanceof Element ? event.target.closest('button, a, summary') : null;
      const isShownDay = target?.matches('[data-goto][aria-pressed="true"]');
      return target && !isShownDay ? null : togglePlay;
    }
    default:
      return null;
  }
}

/** Shift and an arrow move the map. @param {string} key @returns {(() => void) | null} */
function panKey(key) {
  const by = /** @type {Record<string, [number, number]>} */ ({
    ArrowLeft: [-120, 0],
    ArrowRight: [120, 0],
    ArrowUp: [0, -120],
    ArrowDown: [0, 120],
  })[key];
  if (key === '+') return () => zoomBy(1);
  return by ? () => map.panBy(by, { animate: !reducedMotion.matches }) : null;
}
