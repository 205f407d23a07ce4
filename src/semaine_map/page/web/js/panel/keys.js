/* One place for the keyboard: arrows, Home, End and space step the week from anywhere but a field. */

import { chooseEvent } from '../core/choosing.js';
import { byId, on, reducedMotion } from '../core/dom.js';
import { DAYS, payload } from '../core/payload.js';
import { map, zoomBy } from '../map/map.js';
import { togglePlay } from '../story/play.js';
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
    const act = event.shiftKey ? panKey(event.key) : stepKey(event);
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
  else return;
  event.preventDefault();
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
