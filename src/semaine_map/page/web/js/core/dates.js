/* ISO dates without Date: no time zone can shift them. */

/**
 * Year, month and day of a date, a month or a year; 0 for what it leaves open. The year before 1 is 0.
 * @param {string} iso
 */
export function datePartsOf(iso) {
  const [, year, month, day] = /^(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(iso) ?? [];
  return { year: Number(year ?? 0), month: Number(month ?? 0), day: Number(day ?? 0) };
}

/** What a step lies in: the month of a day, the year of a month; of a year nothing. @param {string} step */
export const spanOf = (step) => step.slice(0, Math.max(0, step.lastIndexOf('-')));

/**
 * Say whether one step comes after another of its kind, also before the year 1.
 * @param {string} step
 * @param {string} other
 */
export function comesAfter(step, other) {
  if (!step.startsWith('-') && !other.startsWith('-')) return step > other;
  const [a, b] = [step, other].map((one) => datePartsOf(one));
  return a.year - b.year > 0 || (a.year === b.year && (a.month - b.month || a.day - b.day) > 0);
}

/**
 * Number the weekday of an ISO date by Zeller's rule: 0 is Saturday.
 * @param {string} iso
 * @param {string} [calendar] gregorian or julian
 */
export function weekdayNumber(iso, calendar = 'gregorian') {
  const { year, month, day } = datePartsOf(iso);
  const m = month < 3 ? month + 12 : month;
  const y = month < 3 ? year - 1 : year;
  const leaps = Math.floor(y / 4) + (calendar === 'julian' ? 5 : Math.floor(y / 400) - Math.floor(y / 100));
  return (((day + Math.floor((13 * (m + 1)) / 5) + y + leaps) % 7) + 7) % 7;
}
