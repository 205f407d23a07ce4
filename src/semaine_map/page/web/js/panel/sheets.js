/* The ways to the sheets of paper that a build lays beside its pages: of the day, of all days, and the story to hand out. */

import { el } from '../core/dom.js';
import { payload } from '../core/payload.js';
import { state } from '../core/state.js';
import { t } from '../core/words.js';

/** Where a sheet lies, or nothing where the build made none. @param {string} name @param {'pdf' | 'png'} [ending] */
export function sheetAddress(name, ending = 'pdf') {
  if (!payload.sheets.includes(name)) return null;
  return `${payload.page === 'day' ? '../' : ''}sheets/${state.lang}/${name}.${ending}`;
}

/** The sheets of what is shown, under a heading; nothing where there are none. @returns {HTMLElement[]} */
export function sheetLinks() {
  const shown = state.view === 'week' ? [] : [{ name: state.day, text: t('sheet_day') }];
  const links = [
    ...shown,
    { name: 'week', text: t('sheet_week') },
    { name: 'story', text: t('handout') },
  ].flatMap(({ name, text }) => {
    const href = sheetAddress(name);
    return href ? [el('li', {}, [el('a', { href, text })])] : [];
  });
  return links.length ? [el('h3', { text: t('sheets') }), el('ul', { class: 'sheet-links' }, links)] : [];
}
