import { datePartsOf, spanOf, weekdayNumber } from './dates.js';
import { isUndated } from './days.js';
import { el, writeText } from './dom.js';
import { DAYS, EVENTS, PLACES, payload } from './payload.js';
import { state } from './state.js';

/**
 * Fill in what stands in braces: what is given, or the record's own title and year.
 * @param {string} text
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function fill(text, values = {}) {
  /** @type {Record<string, () => string>} */
  const own = { title: () => payload.title[state.lang], year: () => yearText(DAYS[0]) };
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? own[name]?.() ?? whole));
}

/**
 * Give an interface string, with {name} filled in.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export const t = (key, values = {}) =>
  fill(payload.texts[state.lang][key] ?? payload.texts.en[key] ?? key, values);

/**
 * Name a term of a vocabulary.
 * @param {string} vocabulary
 * @param {string | null | undefined} term
 */
export function label(vocabulary, term) {
  if (!term) return '';
  return payload.labels[state.lang]?.[vocabulary]?.[term] ?? term;
}

/** With a capital at its beginning. @param {string} text */
export const begun = (text) => text.charAt(0).toLocaleUpperCase(state.lang) + text.slice(1);

/** The name of a place today, what is said beside it in the language chosen. @param {number} place */
export const todayOf = (place) =>
  (state.lang === 'en' && PLACES.today_en[place]) || PLACES.name_today[place] || '';

/** What an element says of itself that holds the name of a place: its language, and whichever way it is written. */
export const OF_PLACE = { lang: payload.places_in, dir: 'auto' };

/** The same for a title or a text of the record, which may not be told in the language of the interface. */
export const ofRecord = () => ({ lang: payload.heard[state.lang], dir: 'auto' });

/** @param {number} i */
export const titleOf = (i) =>
  (state.lang === 'fr' ? EVENTS.title_fr[i] : EVENTS.title_en[i]) || EVENTS.title_en[i];

/** @param {number} i */
export const summaryOf = (i) =>
  (state.lang === 'fr' ? EVENTS.summary_fr[i] : EVENTS.summary_en[i]) || EVENTS.summary_en[i] || '';

/**
 * Show a remark in the chosen language; where the record has it in the other alone, in that, marked so.
 * @param {string} name of the class
 * @param {string | null} english
 * @param {string | null} french
 */
export function inLanguage(name, english, french) {
  const text = state.lang === 'fr' ? french || english : english || french;
  if (!text) return null;
  const own = text === french ? 'fr' : 'en';
  const lang = payload.record_languages.includes(own) ? own : payload.heard[state.lang];
  return el('span', { class: name, lang, dir: 'auto', text: text });
}

/** The weekday of a day; of a month or a year nothing. @param {string} iso */
export const weekdayOf = (iso) =>
  datePartsOf(iso).day ? t('weekdays').split(' ')[weekdayNumber(iso, payload.calendar)] : '';

/** The month of a day or a month; of a year nothing. @param {string} iso */
const monthOf = (iso) => (datePartsOf(iso).month ? t('months').split(' ')[datePartsOf(iso).month - 1] : '');

/** The year as it is said: 1871, 79, 44 BC. @param {string} iso @returns {string} */
export function yearText(iso) {
  const { year } = datePartsOf(iso);
  return year > 0 ? String(year) : t('year_before', { n: 1 - year });
}

/** Days of more than one year are told apart by it. */
const IN_ONE_YEAR = datePartsOf(DAYS[0]).year === datePartsOf(DAYS[DAYS.length - 1]).year;

/**
 * Write a date: "24 May 1871", "24 mai 1871", "1er mai"; a month and a year as they are.
 * @param {string} iso
 * @param {boolean} [withYear]
 */
export function dateText(iso, withYear = false) {
  const { day } = datePartsOf(iso);
  const first = state.lang === 'fr' && day === 1 ? '1er' : day ? String(day) : '';
  const date = [first, monthOf(iso)].filter(Boolean).join('\u00a0');
  return day && !withYear && IN_ONE_YEAR ? date : `${date} ${yearText(iso)}`.trim();
}

/** A step as a field in a row of such says it: the number of a day, a month by a few letters, a year. @param {string} step */
export function stepText(step) {
  const { month, day } = datePartsOf(step);
  return day ? String(day) : month ? t('months_short').split(' ')[month - 1] : yearText(step);
}

/** A step in a list of them: "Wednesday 24", "Wednesday 24 May" where they are of several months, "May 1871". @param {string} step */
export const stepName = (step) =>
  [weekdayOf(step), datePartsOf(step).day && IN_ONE_MONTH ? stepText(step) : dateText(step)]
    .filter(Boolean)
    .join(' ');

const IN_ONE_MONTH = spanOf(DAYS[0]) === spanOf(DAYS[DAYS.length - 1]);

/** @param {string} iso */
export const longDate = (iso) => `${weekdayOf(iso)} ${dateText(iso, true)}`.trim();

/**
 * Write a clock time: 19:30, 19 h 30.
 * @param {string} time
 */
function timeText(time) {
  if (state.lang !== 'fr') return time;
  const [hour, minute] = time.split(':');
  return `${Number(hour)}\u00a0h${minute === '00' ? '' : `\u00a0${minute}`}`;
}

/**
 * Say when an event was, as precisely as the record does and no more.
 * @param {number} i
 */
export function whenText(i) {
  const start = EVENTS.start[i];
  const end = EVENTS.end[i];
  const from = EVENTS.start_time[i];
  const to = EVENTS.end_time[i];
  const edtf = EVENTS.edtf[i] ?? '';
  if (isUndated(i) && end === start) return t('from_date', { date: dateText(start, true) });
  if (isUndated(i) && end) return t('some_day_between', { start: dateText(start), end: dateText(end, true) });
  const opening = edtf.startsWith('..') || (edtf.includes('/') && edtf.split('/')[0] < start);
  let text = opening ? t('by_date', { date: dateText(start, !end) }) : dateText(start, !end || end === start);
  const part = EVENTS.part_of_day[i];
  if (from) text += `, ${timeText(from)}`;
  else if (part) text += `, ${label('part_of_day', part)}`;
  if (end && (opening || end !== start))
    text = `${text} – ${dateText(end, true)}${to ? `, ${timeText(to)}` : ''}`;
  else if (to && to !== from) text += ` – ${timeText(to)}`;
  if (edtf.endsWith('~')) text = t('about_date', { date: text });
  if (edtf.endsWith('?')) text = t('perhaps_date', { date: text });
  return text;
}

/**
 * The hour column of a row: a clock time, or the part of the day.
 * @param {number} i
 */
export function hourText(i) {
  const time = EVENTS.start_time[i];
  if (time) return timeText(time);
  return label('part_of_day', EVENTS.part_of_day[i]);
}

/**
 * What the sign of an event shows, in words: its kind, what became of it, whose it is, how sure it is.
 * @param {number} i
 * @param {Status} status as it stands on the day shown
 */
export const signText = (i, status) =>
  [
    label('kind', EVENTS.kind[i]),
    label('outcome', EVENTS.outcome[i]),
    status === 'today' ? '' : label('status', status),
    label('actor', EVENTS.actor[i]),
    label('certainty', EVENTS.certainty[i]),
  ]
    .filter(Boolean)
    .join(', ');

/** What stands between thousands. The browser's own formatter takes as long to make as the whole of the words of the page. */
const THOUSANDS = { en: ',', fr: '\u202f' };

/** @param {number} value a count, or whole metres */
export const numberText = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, THOUSANDS[state.lang]);

/** Put every text that the markup names into the chosen language. */
export function translatePage() {
  const root = document.documentElement;
  // To set it, even to what it is, has every element styled anew.
  if (root.lang !== state.lang) root.lang = state.lang;
  for (const node of document.querySelectorAll('[data-text]')) {
    writeText(node, t(node.getAttribute('data-text') ?? ''));
  }
  for (const attribute of ['aria-label', 'placeholder', 'title']) {
    for (const node of document.querySelectorAll(`[data-${attribute}]`)) {
      const text = t(node.getAttribute(`data-${attribute}`) ?? '');
      if (node.getAttribute(attribute) !== text) node.setAttribute(attribute, text);
    }
  }
}

/** @param {number} n */
const ordinal = (n) =>
  state.lang === 'fr'
    ? `${n}${n === 1 ? 'er' : 'e'}`
    : `${n}${[11, 12, 13].includes(n) ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`;

/** @param {number} n @param {string} key of the text that names a district in full or on the map */
function districtText(n, key) {
  const name = payload.arrondissements.find(({ number }) => number === n)?.name ?? '';
  return t(key, { n: ordinal(n), name });
}

/** @param {number} n 0 is outside all districts */
export const districtName = (n) => (n ? districtText(n, 'district_n') : t('outside_city'));

/** @param {number} n */
export const districtShort = (n) => districtText(n, 'district_short');

/** Up to which part the day is shown. */
export const untilText = () =>
  state.part === null ? t('whole_day') : t('until_part', { part: begun(label('part_of_day', state.part)) });
