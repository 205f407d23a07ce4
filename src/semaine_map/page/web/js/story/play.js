/* Play: day after day, or through the hours that the witnesses give. */

import { goToDay, stepDay } from '../core/choosing.js';
import { hourOf } from '../core/days.js';
import { byId, el, on } from '../core/dom.js';
import { passing } from '../core/filters.js';
import { leaving } from '../core/leaving.js';
import { DAYS, EVENT_COUNT, payload } from '../core/payload.js';
import { setState, state, subscribe } from '../core/state.js';
import { t } from '../core/words.js';

const DAY_PACE = 3200;
const HOUR_PACE = 1600;

let playTimer = 0;

/**
 * The next hour of a day in which something is known to begin, or null.
 * @param {string} day
 * @param {number} after
 */
function nextHour(day, after) {
  let next = 25;
  for (let i = 0; i < EVENT_COUNT; i += 1) {
    const hour = hourOf(i, day);
    if (hour > after && hour < next && passing[i]) next = hour;
  }
  return next < 25 ? next : null;
}

/** Play the days, from the first when the last is already shown; or stop whatever plays. */
export function togglePlay() {
  if (payload.page === 'day') return;
  if (state.playing) {
    setState({ playing: false });
    return;
  }
  const day = state.day === DAYS[DAYS.length - 1] ? DAYS[0] : state.day;
  if (day !== state.day) goToDay(day);
  setState({ playing: 'days', hour: null, view: state.view === 'week' ? 'map' : state.view });
}

/** Play from the hour shown, or from the first of the day, to the last of the week; or stop. */
function toggleHours() {
  if (state.playing) {
    setState({ playing: false });
    return;
  }
  setState({ playing: 'hours', hour: nextHour(state.day, state.hour ?? 0), event: null, house: null });
}

/** Go on to the next hour, or to the first of the next day. */
function stepHour() {
  const hour = nextHour(state.day, state.hour ?? 0);
  const next = DAYS[DAYS.indexOf(state.day) + 1];
  if (hour !== null) setState({ hour }, { address: 'replace' });
  else if (next) goToDay(next, nextHour(next, 0));
  else setState({ playing: false, hour: null });
}

function schedulePlay() {
  window.clearTimeout(playTimer);
  if (!state.playing || state.playing === 'story') return;
  const pace = state.playing === 'days' || state.hour === null ? DAY_PACE : HOUR_PACE;
  playTimer = window.setTimeout(() => {
    if (state.playing === 'hours') stepHour();
    else if (state.day === DAYS[DAYS.length - 1]) setState({ playing: false });
    else stepDay(1);
  }, pace / state.speed);
}

export function startPlay() {
  on(byId('play'), 'click', togglePlay);
  on(byId('play-hours'), 'click', toggleHours);
  on(byId('speed'), 'click', () =>
    setState({ speed: state.speed >= 4 ? 1 : state.speed * 2 }, { address: 'keep' }),
  );
  subscribe(['playing', 'speed', 'day', 'hour'], schedulePlay);
  subscribe(['playing', 'speed', 'lang'], showPlay);
  leaving.signal.addEventListener('abort', () => window.clearTimeout(playTimer));
  showPlay();
}

function showPlay() {
  for (const [id, mode, text] of [
    ['play', 'days', 'play'],
    ['play-hours', 'hours', 'play_hours'],
  ]) {
    const button = byId(id);
    const playing = state.playing === mode;
    button.setAttribute('aria-pressed', String(playing));
    button.setAttribute('aria-label', t(playing ? 'pause' : text));
    button.title = t(playing ? 'pause' : text);
  }
  byId('speed').replaceChildren(el('span', { class: 'word', text: t('speed') }), `${state.speed}\u00a0×`);
  byId('play').hidden = payload.page === 'day';
}
