/* The bar of the days, months or years, each with a small picture of its weight by kind. */

import { goToDay, stepDay } from '../core/choosing.js';
import { COUNTED, HAS_HOURS } from '../core/content.js';
import { spanOf } from '../core/dates.js';
import { byId, el, on, SVG_NS } from '../core/dom.js';
import { leaving } from '../core/leaving.js';
import { LOOK } from '../core/look.js';
import { DAY_PARTS, DAYS, payload } from '../core/payload.js';
import { setState, state, subscribe } from '../core/state.js';
import { dateText, longDate, numberText, stepText, t, untilText, weekdayOf } from '../core/words.js';

/** More steps than this do not fit beside each other: the bar scrolls. */
const MOST_ABREAST = 12;

/** Every day of the record, also where this page holds one of them alone. */
const ALL_DAYS = payload.page === 'day' ? (payload.siblings ?? DAYS) : DAYS;

/** A bar that scrolls, or whose steps lie in more than one month or year, says in which. */
export const isLongBar =
  ALL_DAYS.length > MOST_ABREAST || spanOf(ALL_DAYS[0]) !== spanOf(ALL_DAYS[ALL_DAYS.length - 1]);

/** The button or link of each step. @type {Map<string, HTMLElement>} */
const nodes = new Map();

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
    bar.setAttribute('fill', LOOK.counted[k].colour);
    bar.setAttribute('data-bar', LOOK.counted[k].name);
    bar.setAttribute('data-count', String(count));
    svg.append(bar);
  });
  return svg;
}

/** Make the day buttons; on a one-day page the other days are links to their own files. */
export function startDaybar() {
  const weights = payload.bars;
  const most = Math.max(1, ...Object.values(weights).flat());
  const single = payload.page === 'day';
  byId('days').dataset.long = String(isLongBar);
  let into = byId('days');
  ALL_DAYS.forEach((day, n) => {
    const here = Object.hasOwn(weights, day);
    // Eyes get "Wed 24", ears the whole date.
    const name = el('span', { class: 'weekday', 'aria-hidden': 'true' });
    const number = el('span', { class: 'number', 'aria-hidden': 'true' });
    const date = el('span', { class: 'date off-screen' });
    const node = here
      ? el('button', { type: 'button', 'data-goto': day, 'aria-pressed': 'false' }, [name, number, date])
      : el('a', { href: `${day}.html`, 'data-day-link': day }, [name, number, date]);
    if (here) {
      if (COUNTED.length) node.append(weightPicture(weights[day], most));
      on(node, 'click', () => goToDay(day));
    }
    if (isLongBar && (n === 0 || spanOf(day) !== spanOf(ALL_DAYS[n - 1]))) {
      into = el('div', { class: 'steps' });
      const name = el('span', { class: 'span-name', 'aria-hidden': 'true' });
      byId('days').append(el('div', { class: 'span', 'data-span': spanOf(day) }, [name, into]));
    }
    into.append(node);
    nodes.set(day, node);
  });
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
  byId('atlas').dataset.hours = String(HAS_HOURS);
  subscribe(['day', 'view', 'lang', 'part'], showDaybar);
  subscribe(['lang'], nameSteps);
  nameSteps();
  showDaybar();
  if (isLongBar) startScroll();
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

/** Write the names of the steps, in the language chosen. */
function nameSteps() {
  for (const [day, node] of nodes) {
    const [name, number, date] = node.children;
    name.textContent = weekdayOf(day).slice(0, 3);
    number.textContent = stepText(day);
    date.textContent = longDate(day);
    if (node.tagName === 'BUTTON' && COUNTED.length) node.title = barsText(payload.bars[day]);
  }
  for (const span of byId('days').querySelectorAll('[data-span]')) {
    const name = span.getAttribute('data-span');
    if (name && span.firstChild) span.firstChild.textContent = dateText(name);
  }
  byId('week').textContent = t('whole_week');
}

/** The bars of a day in words. @param {number[]} counts */
const barsText = (counts) =>
  [
    t('bars'),
    COUNTED.map(
      ({ name }) =>
        `${t(`bar_${name}`)} ${numberText(counts[LOOK.counted.findIndex((one) => one.name === name)])}`,
    ).join(', '),
  ].join(' ');

/** The day marked in the bar as the one shown. @type {HTMLElement | undefined} */
let marked;

function showDaybar() {
  const chosen = nodes.get(state.day);
  if (payload.page !== 'day') {
    marked?.setAttribute('aria-pressed', 'false');
    chosen?.setAttribute('aria-pressed', String(state.view !== 'week'));
    byId('week').setAttribute('aria-pressed', String(state.view === 'week'));
  }
  if (isLongBar && chosen) showInReach(chosen);
  marked = chosen;
  /** @type {HTMLButtonElement} */ (byId('previous')).disabled = state.day === ALL_DAYS[0];
  /** @type {HTMLButtonElement} */ (byId('next')).disabled = state.day === ALL_DAYS[ALL_DAYS.length - 1];
  const hour = /** @type {HTMLInputElement} */ (byId('hour'));
  hour.max = String(DAY_PARTS.length + 1);
  hour.value = String(state.part === null ? DAY_PARTS.length + 1 : DAY_PARTS.indexOf(state.part) + 1);
  byId('hour-text').textContent = untilText();
  hour.setAttribute('aria-valuetext', untilText());
}

/**
 * In a long bar Tab stops at the chosen day alone, from which the arrows lead to every other.
 * @param {HTMLElement} chosen
 */
function showInReach(chosen) {
  if (!marked) for (const node of nodes.values()) node.tabIndex = -1;
  else {
    marked.tabIndex = -1;
    if (marked === document.activeElement) chosen.focus({ preventScroll: true });
  }
  chosen.tabIndex = 0;
  keepInSight(chosen);
}

/** Scroll the bar, never the page, until a day is in its middle, unless it is in sight. @param {HTMLElement} chosen */
function keepInSight(chosen) {
  const days = byId('days');
  const [around, box] = [days.getBoundingClientRect(), chosen.getBoundingClientRect()];
  const right = byId('week').getBoundingClientRect().left;
  if (box.left >= around.left && box.right <= right) return;
  days.scrollLeft += (box.left + box.right - around.left - right) / 2;
}

/** The wheel moves along the bar; the chosen day stays in sight when the window changes. */
function startScroll() {
  const days = byId('days');
  on(
    days,
    'wheel',
    (event) => {
      if (event.ctrlKey || Math.abs(event.deltaX) >= Math.abs(event.deltaY)) return;
      event.preventDefault();
      days.scrollLeft += event.deltaMode ? event.deltaY * 40 : event.deltaY;
    },
    { passive: false },
  );
  const resized = new ResizeObserver(() => marked && keepInSight(marked));
  resized.observe(days);
  leaving.signal.addEventListener('abort', () => resized.disconnect());
}
