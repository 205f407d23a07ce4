/* How large and how strong a mark stands. */

import { kindLook, statusLook } from '../core/look.js';
import { EVENTS } from '../core/payload.js';
import { state } from '../core/state.js';

/** The week's view has all events at once: smaller signs, on a phone's whole city the smallest. @param {View} view */
export const markSizeIn = ({ zoom }) =>
  Math.max(10, Math.min(28, 10.5 + (zoom - 12.2) * 3.4)) *
  (state.view !== 'week' ? 1 : zoom < 11.8 ? 0.68 : 0.85);

/** From here on every event of the day has its sign; from farther its main events have. */
const NEAR = 14.5;

/** @param {View} view */
export const isFromNear = ({ zoom }) => zoom >= NEAR;

/** The full signs of a view from afar are as large as they are from near; in a narrow window a little smaller. @param {View} view */
export const mainSize = (view) => Math.max(view.width < 700 ? 17 : 20, markSizeIn(view));

/** From afar what is no main event is so small. @param {View} view */
export const smallSize = ({ zoom }) => Math.max(8, Math.min(12, 9 + (zoom - 12) * 1.3));

/**
 * From afar a day of 200 events must stay readable: some kinds are drawn smaller, some a little larger.
 * @param {string} kind
 * @param {View} view
 */
const kindScale = (kind, view) => (view.zoom < 14 ? kindLook(kind).size : 1);

export const GRAIN = 3;

/**
 * How strong a mark stands: today full, what only stands or burns on less, what is past a third.
 * @param {Pick<Mark, 'i' | 'status'>} mark
 * @param {string} day
 */
export function strengthOf({ i, status }, day) {
  if (EVENTS.id[i] === state.event) return 1;
  const { strength, later } = statusLook(status);
  return EVENTS.step[i] === day ? strength : (later ?? strength);
}

/** What is past is small and without a halo: hundreds of halos would veil the map and the day. @param {Mark} mark @param {string} day */
export const isFaint = (mark, day) => statusLook(mark.status).past || strengthOf(mark, day) <= 0.5;

/** @param {Mark} mark @param {View} view */
export const isGrain = (mark, view) => statusLook(mark.status).grain && view.zoom < 13;

/** How wide a sign is drawn, in pixels, if nobody points at it. @param {Mark} mark @param {View} view */
export function signSize(mark, view) {
  if (isGrain(mark, view)) return GRAIN;
  const faint = view.zoom < 13.5 ? 0.62 : 0.76;
  return markSizeIn(view) * (isFaint(mark, view.day) ? faint : kindScale(EVENTS.kind[mark.i], view));
}

/** From so many marks in sight on, they are drawn as a crowd: small, without halo, not spread. */
export const CROWD = 3000;
