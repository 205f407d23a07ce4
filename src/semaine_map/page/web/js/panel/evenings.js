/* The whole of the days: whether signs stand on it, and the ground of each evening side by side. */

import { goToDay } from '../core/choosing.js';
import { byId, el, on } from '../core/dom.js';
import { COLOUR } from '../core/look.js';
import { DAYS, DENSITY, EVENT_COUNT, payload } from '../core/payload.js';
import { setState, state, subscribe } from '../core/state.js';
import { numberText, stepName, t } from '../core/words.js';
import { paintGround } from '../map/ground.js';
import { paintEvening } from '../map/tint.js';
import { viewOf } from '../map/views.js';
import { tintRows } from './menu.js';

/** More days than this do not fit side by side. */
const MOST_EVENINGS = 12;

/** Shape of a small map, width by height. */
const SHAPE = 4 / 3;

const hasEvenings = () =>
  DAYS.length > 1 &&
  DAYS.length <= MOST_EVENINGS &&
  DAYS.some((day) => payload.sectors?.[day]?.length || payload.control[day]?.some(Boolean));

export function startEvenings() {
  const resized = new ResizeObserver(() => {
    if (state.evenings) showEvenings();
  });
  resized.observe(byId('evenings'));
  on(byId('evenings'), 'click', (event) => {
    const figure = event.target.closest('[data-evening]');
    if (figure) goToDay(figure.dataset.evening);
  });
  subscribe(['view', 'lang', 'signs', 'evenings'], showWhole);
  showWhole();
}

/** What the view of all days offers beside its key. */
function showWhole() {
  const tools = byId('week-tools');
  tools.hidden = state.view !== 'week';
  if (!tools.hidden) {
    const signs = el('button', {
      type: 'button',
      class: 'plain',
      id: 'week-signs',
      'aria-pressed': String(state.signs),
      text: t('week_signs', { n: numberText(EVENT_COUNT) }),
    });
    signs.addEventListener('click', () => {
      setState({ signs: !state.signs }, { address: 'replace' });
      byId('week-signs').focus();
    });
    const evenings = el('button', {
      type: 'button',
      class: 'plain',
      id: 'week-evenings',
      'aria-pressed': String(state.evenings),
      text: t('evenings', { n: numberText(DAYS.length) }),
    });
    evenings.addEventListener('click', () => {
      setState({ evenings: !state.evenings }, { address: 'replace' });
      byId('week-evenings').focus();
    });
    tools.replaceChildren(...(DENSITY ? [] : [signs]), ...(hasEvenings() ? [evenings] : []));
  }
  byId('evenings').hidden = !state.evenings;
  if (state.evenings) showEvenings();
  else byId('evenings').replaceChildren();
}

/** Fill what the map leaves with as many small maps as there are days, as large as fit. */
function showEvenings() {
  const section = byId('evenings');
  const { clientWidth, clientHeight } = section;
  if (!clientWidth || !clientHeight) return;
  const caption = 26;
  const sizes = [1, 2, 3, 4, 5, 6].map((columns) => {
    const rows = Math.ceil(DAYS.length / columns);
    const width = Math.floor((clientWidth - 12) / columns - 12);
    const height = Math.floor((clientHeight - 12) / rows - 12 - caption);
    return { columns, width: Math.min(width, Math.floor(height * SHAPE)) };
  });
  const best = sizes.reduce((a, b) => (b.width > a.width ? b : a));
  // On a narrow window they scroll instead of shrinking beyond reading.
  const width = Math.max(best.width, Math.min(150, Math.floor(clientWidth / 2 - 18)));
  const dpr = Math.min(window.devicePixelRatio || 1, 3);
  section.style.setProperty('--columns', String(width > best.width ? 2 : best.columns));
  section.replaceChildren(
    ...eveningMaps({ width, height: Math.floor(width / SHAPE), dpr }).map((figure) => {
      const button = el('button', { type: 'button', 'data-evening': figure.day }, [
        figure.canvas,
        figure.name,
      ]);
      return el('figure', {}, [button]);
    }),
  );
}

/**
 * The ground on each evening, the drawing of the city beneath it painted once.
 * @param {{width: number, height: number, dpr: number}} picture
 */
function eveningMaps(picture) {
  const [[south, west], [north, east]] = payload.bounds;
  const sheet = () => {
    const canvas = el('canvas', { 'aria-hidden': 'true' });
    canvas.width = picture.width * picture.dpr;
    canvas.height = picture.height * picture.dpr;
    canvas.style.width = `${picture.width}px`;
    canvas.style.height = `${picture.height}px`;
    const pen = canvas.getContext('2d');
    pen?.scale(picture.dpr, picture.dpr);
    return { canvas, pen };
  };
  const ground = sheet();
  const viewOn = (/** @type {string} */ day) => viewOf([south, west, north, east], picture, day);
  if (ground.pen) {
    ground.pen.fillStyle = COLOUR.paper;
    ground.pen.fillRect(0, 0, picture.width, picture.height);
    paintGround(ground.pen, viewOn(DAYS[0]));
  }
  return DAYS.map((day) => {
    const { canvas, pen } = sheet();
    const tint = sheet();
    if (pen && tint.pen) {
      // The tint on a sheet of its own: it is cut out of the water, not the water out of it.
      paintEvening(tint.pen, viewOn(day));
      pen.drawImage(ground.canvas, 0, 0, picture.width, picture.height);
      pen.drawImage(tint.canvas, 0, 0, picture.width, picture.height);
    }
    const name = el('figcaption', { text: stepName(day) });
    return { day, canvas, name };
  });
}

/** The same on one page of paper. */
export function printedEvenings() {
  const maps = eveningMaps({ width: 360, height: 270, dpr: 2.5 });
  return [
    el('header', {}, [
      el('h2', { text: t('evenings', { n: numberText(DAYS.length) }) }),
      el('p', { text: `${payload.title[state.lang]} · ${payload.subtitle[state.lang]}` }),
    ]),
    el('ul', { class: 'printed-key' }, tintRows()),
    el(
      'div',
      { class: 'printed-evenings' },
      maps.map(({ canvas, name }) => el('figure', {}, [name, canvas])),
    ),
    el('footer', {}, [el('p', { text: t('print_credit') })]),
  ];
}
