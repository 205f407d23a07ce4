/* Events as files to take away: the rows of the exports, made in the page. */

import { comesAfter } from '../core/dates.js';
import { isOfDay, statusOn } from '../core/days.js';
import { el } from '../core/dom.js';
import { citationsOf, DAYS, EVENTS, PLACES, payload, SOURCES } from '../core/payload.js';
import { state } from '../core/state.js';

/**
 * One event as a flat record, with the columns of the layer `events` of the exports.
 * @param {number} i
 * @returns {Record<string, string | number | null>}
 */
function recordOf(i) {
  const place = EVENTS.place[i];
  const witnesses = citationsOf(i).map(
    (row) =>
      `${SOURCES.short[payload.citations.source[row]]}, ${payload.passages.locator[payload.citations.passage[row]]}`,
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

/** The last day of an event, or of the last shown step to which it belongs. @param {number} i */
function lastShown(i) {
  const steps = state.view === 'week' ? DAYS : [state.day];
  const ends = steps.filter((step) => isOfDay(step, i)).map((step) => payload.last_days?.[step] ?? step);
  const own = EVENTS.end[i] ?? EVENTS.start[i];
  return ends.reduce((last, end) => (comesAfter(end, last) ? end : last), own);
}

/** Longitude and latitude of an event. @param {number} i */
export const lonLat = (i) => [PLACES.lon[EVENTS.place[i]], PLACES.lat[EVENTS.place[i]]];

/** @param {number[]} taken */
export function toGeoJson(taken) {
  const features = taken.map((i) => ({
    type: 'Feature',
    properties: recordOf(i),
    geometry: { type: 'Point', coordinates: lonLat(i) },
  }));
  return JSON.stringify({ type: 'FeatureCollection', features }, null, 1);
}

/** The same bytes as `csv/events.csv` of the exports; on the French page with the marks that a French spreadsheet reads. @param {number[]} taken */
export function toCsv(taken) {
  const records = taken.map((i) => ({
    ...recordOf(i),
    lon: lonLat(i)[0],
    lat: lonLat(i)[1],
    WKT: `POINT (${lonLat(i).join(' ')})`,
  }));
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
 * Hand a file over.
 * @param {Blob} blob
 * @param {string} extension
 */
export function save(blob, extension) {
  const url = URL.createObjectURL(blob);
  const span = state.view === 'week' ? 'week' : state.day;
  const link = el('a', { href: url, download: `${payload.name}-${span}.${extension}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
