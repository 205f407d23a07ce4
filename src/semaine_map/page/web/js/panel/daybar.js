/* The bar of eight days, each with a small picture of its weight by kind. */

import { goToDay, stepDay } from '../core/choosing.js';
import { dayNumber } from '../core/dates.js';
import { isUndated } from '../core/days.js';
import { byId, el, on, SVG_NS } from '../core/dom.js';
import { kindLook, LOOK } from '../core/look.js';
import { DAY_PARTS, DAYS, DENSITY, EVENT_COUNT, EVENTS, payload } from '../core/payload.js';
import { setState, state, subscribe } from '../core/state.js';
import { longDate, monthOf, t, untilText, weekdayOf } from '../core/words.js';
import { weighCounted } from '../density/counts.js';

/** More days than this do not fit beside each other: the bar scrolls. */
const MOST_ABREAST = 12;

/** Every day of the record, also where this page holds one of them alone. */
const ALL_DAYS = payload.page === 'day' ? (payload.siblings ?? DAYS) : DAYS;
export const isLongBar = ALL_DAYS.length > MOST_ABREAST;

/** New events of each day by weight. @returns {Record<string, number[]>} */
function weighDays() {
  /** @type {Record<string, number[]>} */
  const weights = Object.fromEntries(DAYS.map((day) => [day, LOOK.counted.map(() => 0)]));
  for (let i = 0; i < EVENT_COUNT; i += 1) {
    const day = weights[EVENTS.start[i]];
    const which = kindLook(EVENTS.kind[i]).counted;
    if (day && which >= 0 && !isUndated(i)) day[which] += 1;
  }
  return weights;
}

/**
 * @param {number[]} weights
 * @param {number} most
 */
function weightPicture(weights, most) {
  const svg = document.createElementNS(SVG_NS, 'svg');
  svg.setAttribute('viewBox', '0 0 40 12');
  svg.setAttribute('class', 'weight');
  svg.setAttribute('aria-hidden', 'true');
  weights.forEach((count, k) => {
    const bar = document.createElementNS(SVG_NS, 'rect');
    const width = count ? Math.max(1.5, Math.sqrt(count / most) * 40) : 0;
    bar.setAttribute('x', '0');
    bar.setAttribute('y', String(k * 4 + 0.5));
    bar.setAttribute('width', width.toFixed(1));
    bar.setAttribute('height', '3');
    bar.setAttribute('fill', LOOK.counted[k].ink);
    svg.append(bar);
  });
  return svg;
}

/** Make the day buttons; on a one-day page the other days are links to their own files. */
export function startDaybar() {
  const weights = DENSITY ? weighCounted() : weighDays();
  const most = Math.max(1, ...Object.values(weights).flat());
  const single = payload.page === 'day';
  byId('days').dataset.long = String(isLongBar);
  for (const day of ALL_DAYS) {
    const here = DAYS.includes(day);
    // Eyes get "Wed 24", ears the whole date.
    const name = el('span', { class: 'weekday', 'aria-hidden': 'true' });
    const number = el('span', { class: 'number', 'aria-hidden': 'true', text: dayNumber(day) });
    const date = el('span', { class: 'date off-screen' });
    const node = here
      ? el('button', { type: 'button', 'data-goto': day, 'aria-pressed': 'false' }, [name, number, date])
      : el('a', { href: `${day}.html`, 'data-day-link': day }, [name, number, date]);
    if (here) {
      node.append(weightPicture(weights[day], most));
      on(node, 'click', () => goToDay(day));
    }
    byId('days').append(node);
  }
  const whole = single
    ? el('a', { id: 'week', href: `../index.html#${state.day}?view=week` })
    : el('button', { id: 'week', type: 'button', 'aria-pressed': 'false' });
  if (!single)
    on(whole, 'click', () => setState({ view: state.view === 'week' ? 'map' : 'week', playing: false }));
  byId('days').append(whole);
  on(byId('previous'), 'click', () => stepPage(-1));
  on(byId('next'), 'click', () => stepPage(1));
  const hour = /** @type {HTMLInputElement} */ (byId('hour'));
  on(hour, 'input', () => {
    setState({ part: DAY_PARTS[Number(hour.value) - 1] ?? null, playing: false }, { address: 'replace' });
  });
  subscribe(['day', 'view', 'lang', 'part'], showDaybar);
  showDaybar();
}

/**
 * Step the day, or the file on a one-day page.
 * @param {number} step
 */
export function stepPage(step) {
  if (payload.page !== 'day') {
    stepDay(step);
    return;
  }
  const next = ALL_DAYS[ALL_DAYS.indexOf(state.day) + step];
  if (next) openDay(next);
}

/**
 * Show a day, or open its file where this page holds another day alone.
 * @param {string} day
 */
export function openDay(day) {
  if (DAYS.includes(day)) goToDay(day);
  else location.href = `${day}.html`;
}

function showDaybar() {
  const single = payload.page === 'day';
  for (const node of byId('days').querySelectorAll('[data-goto], [data-day-link]')) {
    const day = node.getAttribute('data-goto') ?? node.getAttribute('data-day-link') ?? '';
    const weekday = node.querySelector('.weekday');
    if (weekday)
      weekday.textContent = isLongBar && beginsMonth(day) ? monthOf(day) : weekdayOf(day).slice(0, 3);
    const date = node.querySelector('.date');
    if (date) date.textContent = longDate(day);
    if (node.hasAttribute('data-goto')) {
      node.setAttribute('aria-pressed', String(day === state.day && state.view !== 'week'));
    }
  }
  byId('week').textContent = t('whole_week');
  if (!single) byId('week').setAttribute('aria-pressed', String(state.view === 'week'));
  /** @type {HTMLButtonElement} */ (byId('previous')).disabled = state.day === ALL_DAYS[0];
  /** @type {HTMLButtonElement} */ (byId('next')).disabled = state.day === ALL_DAYS[ALL_DAYS.length - 1];
  if (isLongBar) keepChosenInSight();
  const hour = /** @type {HTMLInputElement} */ (byId('hour'));
  hour.max = String(DAY_PARTS.length + 1);
  hour.value = String(state.part === null ? DAY_PARTS.length + 1 : DAY_PARTS.indexOf(state.part) + 1);
  byId('hour-text').textContent = untilText();
  hour.setAttribute('aria-valuetext', untilText());
}

/** Whether a day is the first of its month in the bar. @param {string} day */
const beginsMonth = (day) => {
  const before = ALL_DAYS[ALL_DAYS.indexOf(day) - 1];
  return before === undefined || before.slice(0, 7) !== day.slice(0, 7);
};

function keepChosenInSight() {
  const days = byId('days');
  const chosen = /** @type {HTMLElement | null} */ (
    days.querySelector('[aria-pressed="true"]:not(#week), [data-day-link][aria-current]')
  );
  if (chosen) days.scrollLeft = chosen.offsetLeft - (days.clientWidth - chosen.offsetWidth) / 2;
}
