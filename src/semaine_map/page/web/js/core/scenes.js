/* The story as Python hands it over: what a scene shows, and what has not yet come in it. */

import { payload } from './payload.js';
import { state } from './state.js';

export const SCENES = payload.scenes ?? [];

/** While the front moves from what it was, whoever moves it paints it. */
export const moving = { now: false };

/** The scene shown. */
export const sceneShown = () => (state.scene === null ? null : (SCENES[state.scene - 1] ?? null));

/** What the moment shown shows: that of the scene, or of the part of the day; null is the whole day. */
const momentShown = () => {
  if (state.scene !== null) return sceneShown();
  return state.part === null || state.view === 'week'
    ? null
    : (payload.moments[state.day]?.[state.part] ?? null);
};

/**
 * Say whether an event of the shown day begins after the moment shown.
 * @param {number} i
 */
export function isLater(i) {
  const later = momentShown()?.later ?? [];
  for (let k = 0; k < later.length; k += 2) if (i >= later[k] && i <= later[k + 1]) return true;
  return false;
}

/**
 * The day whose evening is the ground shown: the shown day's own, before its evening that of the day before; none
 * before the first.
 * @param {string} day
 */
export function eveningShown(day) {
  const moment = momentShown();
  return moment === null ? day : (moment.evening ?? '');
}

/**
 * The numbers of the scenes numbersShown: all of them, or those of the short version.
 * @returns {number[]}
 */
export const numbersShown = () =>
  SCENES.map((_, n) => n + 1).filter((number) => !state.short || SCENES[number - 1].short);

/**
 * The scene that follows one, or comes before it, in the version numbersShown.
 * @param {number} number
 * @param {number} step
 */
export function sceneAfter(number, step) {
  const numbers = numbersShown();
  return step > 0 ? numbers.find((one) => one > number) : numbers.filter((one) => one < number).at(-1);
}

/** The state that shows a scene. @param {number} number @returns {StatePatch} */
export const patchOfScene = (number) => ({
  scene: number,
  day: SCENES[number - 1].day,
  event: null,
  house: null,
  square: null,
  part: null,
  view: 'map',
});
