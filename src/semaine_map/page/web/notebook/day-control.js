/* Buttons and a slider that step a map through its days. A day is a text from Python and the number of a step, never a Date: so it is
   the same in every time zone, and before 1970 too. */

import { element } from './dom.js';

/**
 * @typedef {object} Steps
 * @property {string[]} days
 * @property {string[]} labels
 * @property {number} at the step shown first
 * @property {L.ControlPosition} position
 * @property {number} pause milliseconds between steps when it plays
 * @property {Record<'previous' | 'next' | 'play' | 'stop' | 'day', string>} words
 */

/**
 * Add the control to a map. Each step calls all of `show`, and fires `daychange` with `day` and `step` on the map.
 * @param {L.Map} map
 * @param {Steps} steps
 * @param {((step: number) => void)[]} show
 */
export function addDayControl(map, steps, show) {
  const last = steps.days.length - 1;
  let at = steps.at;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let playing;

  /** @param {string} sign @param {string} label @param {() => void} act */
  const button = (sign, label, act) => {
    const made = /** @type {HTMLButtonElement} */ (element('button', '', sign));
    made.type = 'button';
    made.title = label;
    made.setAttribute('aria-label', label);
    made.addEventListener('click', act);
    return made;
  };
  const stop = () => {
    clearInterval(playing);
    playing = undefined;
    paint();
  };
  /** @param {number} step */
  const go = (step) => {
    at = Math.max(0, Math.min(last, step));
    for (const one of show) one(at);
    paint();
    map.fire('daychange', { day: steps.days[at], step: at });
  };
  const play = () => {
    if (playing !== undefined) return stop();
    if (at === last) go(0);
    playing = setInterval(() => (at === last ? stop() : go(at + 1)), steps.pause);
    paint();
  };

  const previous = button('‹', steps.words.previous, () => go(at - 1));
  const next = button('›', steps.words.next, () => go(at + 1));
  const player = button('▶', steps.words.play, play);
  const label = element('output', '');
  label.setAttribute('aria-live', 'polite');
  const slider = /** @type {HTMLInputElement} */ (element('input', ''));
  Object.assign(slider, { type: 'range', min: '0', max: String(last), step: '1' });
  slider.setAttribute('aria-label', steps.words.day);
  slider.addEventListener('input', () => go(Number(slider.value)));

  function paint() {
    slider.value = String(at);
    label.textContent = steps.labels[at];
    slider.setAttribute('aria-valuetext', steps.labels[at]);
    previous.disabled = at === 0;
    next.disabled = at === last;
    player.textContent = playing === undefined ? '▶' : '❚❚';
    player.title = playing === undefined ? steps.words.play : steps.words.stop;
    player.setAttribute('aria-label', player.title);
  }

  const control = new L.Control({ position: steps.position });
  control.onAdd = () => {
    const box = element('div', 'leaflet-bar semaine-days');
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', steps.words.day);
    box.append(previous, player, next, label, slider);
    L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
    return box;
  };
  control.onRemove = () => clearInterval(playing);
  control.addTo(map);
  go(at);
}
