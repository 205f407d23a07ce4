/* Play: day after day, or through the parts of each. */

import { goToDay, stepDay } from '../core/choosing.js';
import { byId, el, on } from '../core/dom.js';
import { passing } from '../core/filters.js';
import { leaving } from '../core/leaving.js';
import { DAY_PARTS, DAYS, EVENTS, payload } from '../core/payload.js';
import { setState, state, subscribe } from '../core/state.js';
import { t } from '../core/words.js';

const DAY_PACE = 3200;
const PART_PACE = 1600;

let playTimer = 0;

/**
 * The next part of a day in which something is known to begin, or null.
 * @param {string} day
 * @param {string | null} after
 */
function nextPart(day, after) {
  const ahead = DAY_PARTS.slice(after === null ? 0 : DAY_PARTS.indexOf(after) + 1);
  const begins = (/** @type {string} */ part) =>
    EVENTS.part.some((its, i) => its === part && EVENTS.start[i] === day && passing[i]);
  return ahead.find(begins) ?? null;
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
  setState({ playing: 'days', part: null, view: state.view === 'week' ? 'map' : state.view });
}

/** Play from the part shown, or from the first of the day, to the last of the week; or stop. */
function toggleParts() {
  if (state.playing) {
    setState({ playing: false });
    return;
  }
  setState({ playing: 'parts', part: nextPart(state.day, state.part), event: null, house: null });
}

/** Go on to the next part, or to the first of the next day. */
function stepPart() {
  const part = nextPart(state.day, state.part);
  const next = DAYS[DAYS.indexOf(state.day) + 1];
  if (part !== null) setState({ part }, { address: 'replace' });
  else if (next) goToDay(next, nextPart(next, null));
  else setState({ playing: false, part: null });
}

function schedulePlay() {
  window.clearTimeout(playTimer);
  if (!state.playing || state.playing === 'story') return;
  const pace = state.playing === 'days' || state.part === null ? DAY_PACE : PART_PACE;
  playTimer = window.setTimeout(() => {
    if (state.playing === 'parts') stepPart();
    else if (state.day === DAYS[DAYS.length - 1]) setState({ playing: false });
    else stepDay(1);
  }, pace / state.speed);
}

export function startPlay() {
  on(byId('play'), 'click', togglePlay);
  on(byId('play-hours'), 'click', toggleParts);
  on(byId('speed'), 'click', () =>
    setState({ speed: state.speed >= 4 ? 1 : state.speed * 2 }, { address: 'keep' }),
  );
  subscribe(['playing', 'speed', 'day', 'part'], schedulePlay);
  subscribe(['playing', 'speed', 'lang'], showPlay);
  leaving.signal.addEventListener('abort', () => window.clearTimeout(playTimer));
  showPlay();
}

function showPlay() {
  for (const [id, mode, text] of [
    ['play', 'days', 'play'],
    ['play-hours', 'parts', 'play_hours'],
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
