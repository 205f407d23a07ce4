/* Cite and share: the address, the reference, and what is shown as a file to take away. */

import { addressOf, writeAddress } from '../core/address.js';
import { countsText } from '../core/counting.js';
import { statusOn } from '../core/days.js';
import { byId, el, on } from '../core/dom.js';
import { eventsShown } from '../core/filters.js';
import {
  citationsOf,
  DAYS,
  DENSITY,
  EVENT_INDEX,
  EVENTS,
  PLACES,
  payload,
  SOURCES,
} from '../core/payload.js';
import { state } from '../core/state.js';
import { longDate, t } from '../core/words.js';
import { densityDownload } from '../density/panel.js';
import { map } from '../map/map.js';
import { boxOf, commandNow } from './command.js';
import { closesByBackdrop, copyButton, dialogHead, printButton } from './dialogs.js';
import { embedCode } from './embed.js';
import { citeText } from './facts.js';
import { figurePng, figureSvg } from './figure.js';

export function startShare() {
  const dialog = /** @type {HTMLDialogElement} */ (byId('share'));
  on(byId('open-share'), 'click', () => {
    within = null;
    showShare(dialog);
    dialog.showModal();
  });
  closesByBackdrop(dialog);
}

/** @param {HTMLDialogElement} dialog */
function showShare(dialog) {
  const address = shareAddress();
  const i = state.event === null ? undefined : EVENT_INDEX.get(state.event);
  const reference = i === undefined ? citeDay() : citeText(i);
  const link = el('input', { type: 'text', readonly: true, id: 'share-address', value: address });
  const embed = el('input', { type: 'text', readonly: true, id: 'embed-code', value: embedCode(address) });
  for (const field of [link, embed]) field.addEventListener('focus', () => field.select());
  dialog.replaceChildren(
    ...dialogHead(dialog, 'share-title', t('share')),
    el('label', { for: 'share-address', class: 'choice-title', text: t('address_of_view') }),
    el('div', { class: 'with-button' }, [link, copyButton(address, t('copy'))]),
    el('p', { class: 'soft', text: t('address_note') }),
    el('label', { for: 'embed-code', class: 'choice-title', text: t('embed_code') }),
    el('div', { class: 'with-button' }, [embed, copyButton(embed.value, t('copy'))]),
    el('h3', { text: t('cite') }),
    el('p', { class: 'reference', text: reference }),
    copyButton(reference, t('copy_citation')),
    el('h3', { text: t('figure') }),
    el('p', { class: 'soft', text: t('figure_note') }),
    el('div', { class: 'buttons' }, [figureButton('PNG', figurePng), figureButton('SVG', figureSvg)]),
    ...(DENSITY ? densityDownload(el('div', { class: 'buttons' }, [printButton()])) : download(dialog)),
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
    address: addressOf(),
  });
}

/** Statuses of what goes on on a day, whenever it began, or may. @type {Set<Status>} */
const GOING_ON = new Set(['standing', 'fought', 'burning', 'today', 'undated']);

/** The ground to which the next download is held. @type {L.LatLngBounds | null} */
let within = null;

/**
 * Events of the day and those that may be of it (in the week's view: all) under the filters: what `semaine-map export` calls the
 * same. What only remains from earlier days belongs to those.
 * @returns {Shown}
 */
function takenNow() {
  const [west, south, east, north] = boxOf(within);
  const isInside = (/** @type {number} */ i) => {
    const [lon, lat] = lonLat(i);
    return lon >= west && lon <= east && lat >= south && lat <= north;
  };
  const { own, ongoing, undated, after } = eventsShown(state.day);
  return {
    own: own.filter(isInside),
    ongoing: ongoing.filter(isInside),
    undated: undated.filter(isInside),
    before: [],
    after: after.filter(isInside),
  };
}

/** The same in the order of the chronicle. */
function rowsTaken() {
  const { own, ongoing, undated, after } = takenNow();
  return own.concat(ongoing, undated, after).sort((a, b) => a - b);
}

/** @param {HTMLDialogElement} dialog */
function download(dialog) {
  const note = state.view === 'week' ? 'download_week_note' : 'download_note';
  const inSight = el('input', { type: 'checkbox', name: 'in-sight', checked: within !== null });
  inSight.addEventListener('change', () => {
    within = inSight.checked ? map.getBounds() : null;
    showShare(dialog);
    /** @type {HTMLElement | null} */ (dialog.querySelector('[name="in-sight"]'))?.focus();
  });
  return [
    el('h3', { text: t('download') }),
    el('p', { class: 'soft', text: t(note, { counts: countsText(takenNow()) }) }),
    el('label', { class: 'box' }, [inSight, el('span', { text: t('only_in_sight') })]),
    el('div', { class: 'buttons' }, [
      downloadButton('GeoJSON', 'geojson', 'application/geo+json', toGeoJson),
      downloadButton('CSV', 'csv', 'text/csv', toCsv),
      printButton(),
    ]),
    ...(state.filters.claimed
      ? []
      : [
          el('p', { class: 'soft', text: t('same_command') }),
          el('p', {}, [el('code', { id: 'same-command', text: commandNow(within && boxOf(within)) })]),
        ]),
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
  const inRecord = (lang, text) => (payload.languages.includes(lang) ? text : null);
  const day = state.view === 'week' ? DAYS.find((one) => statusOn(one, i) !== '') : state.day;
  return {
    id: EVENTS.id[i],
    kind: EVENTS.kind[i],
    [payload.named]: PLACES.name_then[place],
    name_today: PLACES.name_today[place] || null,
    start: EVENTS.start[i],
    end: EVENTS.end[i],
    start_time: EVENTS.start_time[i],
    end_time: EVENTS.end_time[i],
    edtf: EVENTS.edtf[i],
    dating: EVENTS.dating[i],
    day: day ?? null,
    status: (day && statusOn(day, i)) || null,
    outcome: EVENTS.outcome[i],
    actor: EVENTS.actor[i],
    target: EVENTS.target[i],
    certainty: EVENTS.certainty[i],
    uncertainty_m: PLACES.precision_m[place],
    arrondissement: PLACES.arrondissement[place],
    quartier: EVENTS.quartier[i] || null,
    title_en: inRecord('en', EVENTS.title_en[i]),
    title_fr: inRecord('fr', EVENTS.title_fr[i]),
    summary_en: inRecord('en', EVENTS.summary_en[i]),
    summary_fr: inRecord('fr', EVENTS.summary_fr[i]),
    sources: [...new Set(witnesses)].join('; '),
    place_id: PLACES.id[place],
    part_of_day: EVENTS.part_of_day[i],
    killed_min: EVENTS.killed_min[i],
    killed_max: EVENTS.killed_max[i],
    where_prec: EVENTS.where_prec[i],
    date_prec: EVENTS.date_prec[i],
    geo_precision: EVENTS.geo_precision[i],
    time_precision: EVENTS.time_precision[i],
    start_at: `${EVENTS.start[i]}T00:00:00`,
    end_at: `${lastShown(i)}T23:59:59`,
  };
}

/** The last day of an event, or the last shown on which it still goes on. @param {number} i */
function lastShown(i) {
  const days = state.view === 'week' ? DAYS : [state.day];
  const going = days.filter((day) => EVENTS.start[i] === day || GOING_ON.has(statusOn(day, i)));
  return [EVENTS.end[i] ?? EVENTS.start[i], ...going].sort().at(-1);
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

/** The same bytes as `csv/events.csv` of the exports; on the French page with the marks that a French spreadsheet reads. @param {number[]} taken */
function toCsv(taken) {
  const days = state.view === 'week' ? DAYS : [state.day];
  const records = taken.map((i) => {
    const going = days.filter((day) => EVENTS.step[i] === day || GOING_ON.has(statusOn(day, i)));
    const last = [EVENTS.end[i] ?? EVENTS.start[i], ...going].sort().at(-1);
    return {
      ...recordOf(i),
      start_at: `${EVENTS.start[i]}T00:00:00`,
      end_at: `${last}T23:59:59`,
      lon: lonLat(i)[0],
      lat: lonLat(i)[1],
      WKT: `POINT (${lonLat(i).join(' ')})`,
    };
  });
  const heads = Object.keys(records[0] ?? {});
  const french = state.lang === 'fr';
  const mark = french ? ';' : ',';
  /** @param {string | number | null | undefined} value */
  const cell = (value) => {
    if (french && typeof value === 'number') return String(value).replace('.', ',');
    const formula = typeof value === 'string' && /^[=+\-@\t\r]/.test(value);
    // What begins like a formula is computed by a spreadsheet; an apostrophe before it makes it text again.
    const text = formula ? `'${value}` : String(value ?? '');
    return text.includes(mark) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  // The mark at its head tells spreadsheets that the file is UTF-8.
  const lines = [heads.join(mark), ...records.map((record) => Object.values(record).map(cell).join(mark))];
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
  button.addEventListener('click', () => save(new Blob([make(rowsTaken())], { type }), extension));
  return button;
}

/** @param {'PNG' | 'SVG'} name @param {(citation: string) => Promise<Blob>} make */
function figureButton(name, make) {
  const button = el('button', { type: 'button', class: 'plain', text: name });
  button.addEventListener('click', async () => save(await make(citeDay()), name.toLowerCase()));
  return button;
}

/**
 * Hand a file over.
 * @param {Blob} blob
 * @param {string} extension
 */
function save(blob, extension) {
  const url = URL.createObjectURL(blob);
  const span = state.view === 'week' ? 'week' : state.day;
  const link = el('a', { href: url, download: `${payload.name}-${span}.${extension}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
