/* Cite and share: the address, the reference, and what is shown as a file to take away. */

import { addressOf, writeAddress } from '../core/address.js';
import { byId, copyText, el, on } from '../core/dom.js';
import { CERTAINTIES, eventsShown, layerOf } from '../core/filters.js';
import {
  citationsOf,
  DAYS,
  EVENT_INDEX,
  EVENTS,
  PLACES,
  payload,
  SOURCES,
  statusOn,
} from '../core/payload.js';
import { state } from '../core/state.js';
import { dateText, longDate, numberText, t } from '../core/words.js';
import { densityDownload } from '../density/panel.js';
import { DENSITY, KINDS_MET } from '../density/squares.js';
import { map } from '../map/map.js';
import { citeText, closeIcon } from './card.js';

export function startShare() {
  const dialog = /** @type {HTMLDialogElement} */ (byId('share'));
  on(byId('open-share'), 'click', () => {
    within = null;
    showShare(dialog);
    dialog.showModal();
  });
  closesByBackdrop(dialog);
}

/** A click beside a dialog closes it. @param {HTMLDialogElement} dialog */
export function closesByBackdrop(dialog) {
  on(dialog, 'click', (event) => {
    if (event.target === dialog) dialog.close();
  });
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {string} id
 * @param {string} title
 */
export function dialogHead(dialog, id, title) {
  const close = el('button', { type: 'button', class: 'close', 'aria-label': t('close') }, [closeIcon()]);
  close.addEventListener('click', () => dialog.close());
  return [close, el('h2', { id, text: title })];
}

/** @param {HTMLDialogElement} dialog */
function showShare(dialog) {
  const address = shareAddress();
  const i = state.event === null ? undefined : EVENT_INDEX.get(state.event);
  const reference = i === undefined ? citeDay() : citeText(i);
  const link = el('input', { type: 'text', readonly: true, id: 'share-address', value: address });
  link.addEventListener('focus', () => link.select());
  dialog.replaceChildren(
    ...dialogHead(dialog, 'share-title', t('share')),
    el('label', { for: 'share-address', class: 'choice-title', text: t('address_of_view') }),
    el('div', { class: 'with-button' }, [link, copyButton(address, t('copy'))]),
    el('p', { class: 'soft', text: t('address_note') }),
    el('h3', { text: t('cite') }),
    el('p', { class: 'reference', text: reference }),
    copyButton(reference, t('copy_citation')),
    ...(DENSITY ? densityDownload() : download(dialog)),
    el('p', { class: 'copied', role: 'status' }),
  );
}

/** On a disk the address names that disk: only what follows the file's name is worth sharing. */
function shareAddress() {
  writeAddress(false);
  return location.protocol === 'file:' || location.protocol === 'about:'
    ? `${location.pathname.split('/').pop() || 'index.html'}${addressOf()}`
    : `${location.href.split('#')[0]}${addressOf()}`;
}

export function citeDay() {
  return t('cite_day', {
    day: state.view === 'week' ? t('whole_week') : longDate(state.day),
    version: payload.version,
    date: dateText(payload.record_date, true),
    address: addressOf(),
  });
}

/**
 * @param {string} text
 * @param {string} name
 */
function copyButton(text, name) {
  const button = el('button', { type: 'button', class: 'plain', text: name });
  button.addEventListener('click', async () => {
    const done = t((await copyText(text)) ? 'copied' : 'not_copied');
    const note = button.closest('dialog')?.querySelector('.copied');
    if (note) note.textContent = done;
  });
  return button;
}

export function printButton() {
  const button = el('button', { type: 'button', class: 'plain', text: t('print') });
  button.addEventListener('click', () => {
    /** @type {HTMLDialogElement} */ (byId('share')).close();
    window.print();
  });
  return button;
}

/** Statuses of what goes on on a day, whenever it began. @type {Set<Status>} */
const GOING_ON = new Set(['standing', 'fought', 'burning', 'today']);

/** The ground to which the next download is held. @type {L.LatLngBounds | null} */
let within = null;

/**
 * Events of the day (in the week's view: all) under the filters, in the order of the chronicle: what `semaine-map export`
 * calls the same. What only remains from earlier days belongs to those.
 */
function takenNow() {
  const { own, ongoing, undated, before, after } = eventsShown(state.day);
  const [west, south, east, north] = boxOf(within);
  return own
    .concat(ongoing, undated, before, after)
    .filter((i) => {
      const [lon, lat] = [PLACES.lon[EVENTS.place[i]], PLACES.lat[EVENTS.place[i]]];
      if (lon < west || lon > east || lat < south || lat > north) return false;
      return state.view === 'week' || EVENTS.start[i] === state.day || GOING_ON.has(statusOn(state.day, i));
    })
    .sort((a, b) => a - b);
}

/**
 * West, south, east and north in degrees, with five decimals as in the record.
 * @param {L.LatLngBounds | null} bounds
 */
const boxOf = (bounds) =>
  bounds === null
    ? [-180, -90, 180, 90]
    : [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((degrees) =>
        Number(degrees.toFixed(5)),
      );

/**
 * What the terminal is told to get the same rows, or those of another box: west, south, east, north.
 * @param {number[] | null} box_
 */
export function commandNow(box_ = within && boxOf(within)) {
  const { certainty, source, actor, arrondissement, kinds, layers } = state.filters;
  const known = [...KINDS_MET].sort();
  const chosen = known.filter((kind) => layers.has(layerOf(kind)) && (!kinds || kinds.has(kind)));
  /** @type {[string, (string | number)[]][]} */
  const words = [
    ['day', state.view === 'week' ? [] : [state.day]],
    ['hour', state.view === 'week' || state.hour === null ? [] : [state.hour]],
    ['kind', chosen.length === known.length ? [] : chosen],
    ['arrondissement', arrondissement === null ? [] : [arrondissement]],
    ['certainty', certainty === 'all' ? [] : [...CERTAINTIES[certainty]]],
    ['source', source === null ? [] : [source]],
    ['actor', actor === null ? [] : [actor]],
    ['bbox', box_ === null ? [] : [box_.join()]],
  ];
  // Joined by a sign, a box west of Greenwich is not taken for an option of its own.
  const join = (/** @type {string} */ name) => (name === 'bbox' ? '=' : ' ');
  return [
    'semaine-map export',
    ...words.flatMap(([name, values]) => values.map((one) => `--${name}${join(name)}${one}`)),
  ].join(' ');
}

/** @param {HTMLDialogElement} dialog */
function download(dialog) {
  const count = takenNow().length;
  const note = state.view === 'week' ? 'download_week_note' : 'download_note';
  const inSight = el('input', { type: 'checkbox', name: 'in-sight', checked: within !== null });
  inSight.addEventListener('change', () => {
    within = inSight.checked ? map.getBounds() : null;
    showShare(dialog);
    /** @type {HTMLElement | null} */ (dialog.querySelector('[name="in-sight"]'))?.focus();
  });
  return [
    el('h3', { text: t('download') }),
    el('p', { class: 'soft', text: t(note, { n: numberText(count) }) }),
    el('label', { class: 'box' }, [inSight, el('span', { text: t('only_in_sight') })]),
    el('div', { class: 'buttons' }, [
      downloadButton('GeoJSON', 'geojson', 'application/geo+json', toGeoJson),
      downloadButton('CSV', 'csv', 'text/csv', toCsv),
      printButton(),
    ]),
    el('p', { class: 'soft', text: t('same_command') }),
    el('p', {}, [el('code', { id: 'same-command', text: commandNow() })]),
  ];
}

/**
 * One event as a flat record, with the columns of the layer `events` of the exports.
 * @param {number} i
 * @returns {Record<string, string | number | null>}
 */
function recordOf(i) {
  const place = EVENTS.place[i];
  const witnesses = citationsOf(i).map(
    (row) => `${SOURCES.short[payload.citations.source[row]]}, ${payload.citations.locator[row] ?? ''}`,
  );
  /** @type {(lang: Lang, text: string | null) => string | null} */
  const told = (lang, text) => (payload.languages.includes(lang) ? text : null);
  const day = state.view === 'week' ? DAYS.find((one) => statusOn(one, i) !== '') : state.day;
  return {
    id: EVENTS.id[i],
    kind: EVENTS.kind[i],
    name_1871: PLACES.name_1871[place],
    name_today: PLACES.name_today[place] || null,
    start: EVENTS.start[i],
    end: EVENTS.end[i],
    start_time: EVENTS.start_time[i],
    end_time: EVENTS.end_time[i],
    edtf: EVENTS.edtf[i],
    day: day ?? null,
    status: (day && statusOn(day, i)) || null,
    outcome: EVENTS.outcome[i],
    actor: EVENTS.actor[i],
    target: EVENTS.target[i],
    certainty: EVENTS.certainty[i],
    uncertainty_m: PLACES.precision_m[place],
    arrondissement: PLACES.arrondissement[place],
    title_en: told('en', EVENTS.title_en[i]),
    title_fr: told('fr', EVENTS.title_fr[i]),
    summary_en: told('en', EVENTS.summary_en[i]),
    summary_fr: told('fr', EVENTS.summary_fr[i]),
    sources: [...new Set(witnesses)].join('; '),
    place_id: PLACES.id[place],
    part_of_day: EVENTS.part_of_day[i],
    killed_min: EVENTS.killed_min[i],
    killed_max: EVENTS.killed_max[i],
  };
}

/** @param {number} i */
const lonLat = (i) => [PLACES.lon[EVENTS.place[i]], PLACES.lat[EVENTS.place[i]]];

/** @param {number[]} taken */
function toGeoJson(taken) {
  const features = taken.map((i) => ({
    type: 'Feature',
    properties: recordOf(i),
    geometry: { type: 'Point', coordinates: lonLat(i) },
  }));
  return JSON.stringify({ type: 'FeatureCollection', features }, null, 1);
}

/** The same bytes as `csv/events.csv` of the exports. @param {number[]} taken */
function toCsv(taken) {
  const days = state.view === 'week' ? DAYS : [state.day];
  const records = taken.map((i) => {
    const going = days.filter((day) => EVENTS.start[i] === day || GOING_ON.has(statusOn(day, i)));
    const last = [EVENTS.end[i] ?? EVENTS.start[i], ...going].sort().at(-1);
    return {
      ...recordOf(i),
      start_at: `${EVENTS.start[i]}T00:00:00`,
      end_at: `${last}T23:59:59`,
      WKT: `POINT (${lonLat(i).join(' ')})`,
    };
  });
  const heads = Object.keys(records[0] ?? {});
  /** @param {string | number | null | undefined} value */
  const cell = (value) => {
    const formula = typeof value === 'string' && /^[=+\-@\t\r]/.test(value);
    // What begins like a formula is computed by a spreadsheet; an apostrophe before it makes it text again.
    const text = formula ? `'${value}` : String(value ?? '');
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  // The mark at its head tells spreadsheets that the file is UTF-8.
  const lines = [heads.join(','), ...records.map((record) => Object.values(record).map(cell).join(','))];
  return `\ufeff${lines.join('\n')}\n`;
}

/**
 * @param {string} name
 * @param {string} extension
 * @param {string} type
 * @param {(taken: number[]) => string} make
 */
function downloadButton(name, extension, type, make) {
  const button = el('button', { type: 'button', class: 'plain', text: name });
  button.addEventListener('click', () => {
    const url = URL.createObjectURL(new Blob([make(takenNow())], { type }));
    const span = state.view === 'week' ? 'week' : state.day;
    const link = el('a', { href: url, download: `${payload.name}-${span}.${extension}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  });
  return button;
}
