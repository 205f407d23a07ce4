/* On a phone the chronicle is a sheet over the map: a peek, half, or nearly all of the window. */

import { byId, on } from '../core/dom.js';
import { state, subscribe } from '../core/state.js';
import { namesCanvas } from '../map/canvases.js';
import { showCurrentRow } from './chronicle.js';
import { isLongBar, stepPage } from './daybar.js';

const SHEET_STOPS = ['peek', 'half', 'full'];

export function startSheet() {
  const handle = byId('sheet-handle');
  const side = byId('chronicle');
  byId('atlas').dataset.sheet = 'peek';
  /** @type {{y: number, height: number, moved: boolean} | null} */
  let drag = null;
  let draggedAt = -Infinity;
  on(handle, 'pointerdown', (event) => {
    drag = { y: event.clientY, height: side.getBoundingClientRect().height, moved: false };
    handle.setPointerCapture(event.pointerId);
  });
  on(handle, 'pointermove', (event) => {
    if (!drag) return;
    const up = drag.y - event.clientY;
    if (Math.abs(up) > 6) drag.moved = true;
    if (drag.moved) {
      side.dataset.dragging = 'true';
      side.style.height = `${Math.max(56, drag.height + up)}px`;
    }
  });
  const end = (/** @type {PointerEvent} */ event) => {
    if (!drag) return;
    const { moved } = drag;
    drag = null;
    delete side.dataset.dragging;
    const share = side.getBoundingClientRect().height / window.innerHeight;
    side.style.height = '';
    if (moved) {
      setSheet(share < 0.28 ? 'peek' : share < 0.62 ? 'half' : 'full');
      draggedAt = event.timeStamp;
    }
  };
  on(handle, 'pointerup', end);
  on(handle, 'pointercancel', end);
  on(handle, 'click', (event) => {
    // The click that ends a drag must not step the sheet once more.
    if (event.timeStamp - draggedAt < 300) return;
    const at = SHEET_STOPS.indexOf(byId('atlas').dataset.sheet ?? 'peek');
    setSheet(SHEET_STOPS[(at + 1) % SHEET_STOPS.length]);
  });
  subscribe(['event', 'house'], () => {
    if (state.event !== null || state.house !== null) setSheet('peek');
  });
  subscribe(['day'], () => {
    scrolledTo = 0;
  });
  startSwipe(byId('chronicle-body'));
  // A bar that scrolls is swiped along, not from day to day.
  if (!isLongBar) startSwipe(byId('days'));
}

/** Where the list was scrolled to when the sheet was folded. */
let scrolledTo = 0;

/** @param {string} stop */
export function setSheet(stop) {
  const { dataset } = byId('atlas');
  const body = byId('chronicle-body');
  if (dataset.sheet !== 'peek' && stop === 'peek') scrolledTo = body.scrollTop;
  const unfolds = dataset.sheet === 'peek' && stop !== 'peek';
  dataset.sheet = stop;
  byId('sheet-handle').setAttribute('aria-expanded', String(stop !== 'peek'));
  // What the sheet gives free, names may use.
  if (stop === 'peek') window.setTimeout(() => namesCanvas.redraw(), 250);
  if (!unfolds) return;
  body.scrollTop = scrolledTo;
  showCurrentRow();
}

/**
 * A swipe to the left shows the next day, to the right the day before.
 * @param {HTMLElement} target
 */
function startSwipe(target) {
  /** @type {{x: number, y: number} | null} */
  let from = null;
  on(
    target,
    'touchstart',
    (event) => {
      from = event.touches.length === 1 ? { x: event.touches[0].clientX, y: event.touches[0].clientY } : null;
    },
    { passive: true },
  );
  on(
    target,
    'touchend',
    (event) => {
      if (!from) return;
      const dx = event.changedTouches[0].clientX - from.x;
      const dy = event.changedTouches[0].clientY - from.y;
      from = null;
      if (Math.abs(dx) > 60 && Math.abs(dx) > 2 * Math.abs(dy)) stepPage(dx < 0 ? 1 : -1);
    },
    { passive: true },
  );
}
