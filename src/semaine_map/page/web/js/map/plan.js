/* The plan of today beneath the atlas: the one thing that asks the network, and only when a reader says so. A slider fades from
   then to now; where the plan does not come, that is said once, and what of today is in the file. */

import { announce, byId, on } from '../core/dom.js';
import { PLACES, payload } from '../core/payload.js';
import { subscribe } from '../core/state.js';
import { numberText, t } from '../core/words.js';
import { ground, todaysName } from './ground.js';
import { map } from './map.js';

export const PLAN = payload.plan;

/** The plan alone is seen at this value of the slider. */
const MOST_FADED = 100;

/** How much of the tints is left over the plan alone: whose the ground was stays to be seen. */
const TINT_LEFT = 0.45;

/** @type {L.TileLayer | null} */
let plan = null;

/** @typedef {'off' | 'asked' | 'shown' | 'failed'} PlanState whether it is asked for, comes, or does not come */

/** @type {PlanState} */
let planState = 'off';

/** Whether part of what is in sight did not come, and whether that was said since a tile came. */
const gap = { open: false, said: false };

export const isPlanShown = () => planState !== 'off';

/** The names of today that the file has, whatever the network: of streets and of places. */
function namesOfToday() {
  const streets = new Set(ground.streets.filter(todaysName).map(({ n }) => n));
  const places = PLACES.name_today.filter((name, row) => name && name !== PLACES.name_then[row]);
  return { streets: streets.size, places: places.length };
}

/** What of today can be seen without a network, in words; nothing where the file has no such names. */
export function todayOffline() {
  const { streets, places } = namesOfToday();
  if (!streets && !places) return '';
  return t('plan_names', { streets: numberText(streets), places: numberText(places) });
}

/** @param {PlanState} now */
function setPlanState(now) {
  if (planState === now) return;
  const isNews = now === 'failed';
  planState = now;
  showPlanState();
  if (isNews) announce(byId('plan-state').textContent ?? '');
}

function showPlanState() {
  byId('fade').hidden = planState === 'off';
  byId('fade-now').textContent = t('fade_now');
  byId('fade-then').textContent = t('fade_then');
  byId('plan-state').textContent =
    planState === 'failed'
      ? [t('plan_failed', { host: PLAN?.host ?? '' }), todayOffline()].filter(Boolean).join(' ')
      : planState === 'asked'
        ? t('plan_asked', { host: PLAN?.host ?? '' })
        : [gap.open ? t('plan_gap', { host: PLAN?.host ?? '' }) : '', PLAN?.credit ?? '']
            .filter(Boolean)
            .join(' ');
  fade();
}

/** Fade ground, names and tints as far as the slider says; where no plan comes, there is nothing to fade to. */
function fade() {
  const range = /** @type {HTMLInputElement} */ (byId('fade-range'));
  range.closest('p')?.toggleAttribute('hidden', planState === 'failed');
  const share = planState === 'shown' ? Number(range.value) / MOST_FADED : 0;
  plan?.setOpacity(planState === 'shown' ? share : 0);
  const opacities = { names: 1 - share, tint: 1 - share * (1 - TINT_LEFT) };
  for (const [name, opacity] of Object.entries(opacities)) {
    const pane = map.getPane(name);
    if (pane) pane.style.opacity = String(opacity);
  }
  range.setAttribute('aria-valuetext', t('fade_value', { n: Math.round(share * MOST_FADED) }));
}

/** @returns {L.TileLayer | null} */
function makePlan() {
  if (!PLAN) return null;
  const tiles = L.tileLayer(PLAN.address, { pane: 'plan', maxNativeZoom: PLAN.max_zoom });
  tiles.on('loading', () => {
    gap.open = false;
  });
  tiles.on('tileload', () => {
    gap.said = false;
    setPlanState('shown');
  });
  tiles.on('tileerror', () => {
    // Said once, however many tiles do not come: that none does, or that there are gaps.
    if (planState === 'asked') setPlanState('failed');
    if (planState !== 'shown' || gap.open) return;
    gap.open = true;
    showPlanState();
    if (!gap.said) announce(byId('plan-state').textContent ?? '');
    gap.said = true;
  });
  return tiles;
}

/** @param {boolean} shown */
export function showPlan(shown) {
  plan ??= makePlan();
  if (!plan) return;
  plan.remove();
  if (!shown) {
    setPlanState('off');
    return;
  }
  setPlanState('asked');
  // Asked without a network, each tile would fail on its own.
  if (navigator.onLine) plan.addTo(map);
  else setPlanState('failed');
}

/** Make the slider between then and now, and try again when the network comes. */
export function startPlan() {
  // A page that was saved with its plan begins without one.
  byId('fade').hidden = true;
  if (!PLAN) return;
  on(byId('fade-range'), 'input', fade);
  on(byId('fade-off'), 'click', () => {
    showPlan(false);
    byId('map').focus({ preventScroll: true });
  });
  on(window, 'online', () => {
    if (planState === 'failed') showPlan(true);
  });
  subscribe(['lang'], showPlanState);
}
