/* ISO dates without Date: no time zone can shift them. */

/** @param {string} iso */
export const dayNumber = (iso) => Number(iso.slice(8, 10));

/**
 * Number the weekday of an ISO date by Zeller's rule: 0 is Saturday.
 * @param {string} iso
 */
export function weekdayNumber(iso) {
  const [year, month, day] = iso.split('-').map(Number);
  const m = month < 3 ? month + 12 : month;
  const y = month < 3 ? year - 1 : year;
  return (
    (day +
      Math.floor((13 * (m + 1)) / 5) +
      y +
      Math.floor(y / 4) -
      Math.floor(y / 100) +
      Math.floor(y / 400)) %
    7
  );
}
