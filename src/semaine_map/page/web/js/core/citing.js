/* Sources and passages in them, as readers of the chosen language write them. */

import { payload, SOURCES } from './payload.js';
import { state } from './state.js';

/**
 * What is known of a source, in the language chosen where the record says it in that.
 * @param {number} s
 * @param {'author' | 'title' | 'short' | 'edition' | 'licence'} name
 */
export const sourceText = (s, name) =>
  (state.lang === 'fr' && SOURCES[`${name}_fr`][s]) || SOURCES[name][s] || '';

/** What a source is called in lists. @param {number} s */
export const shortSource = (s) => sourceText(s, 'short') || sourceText(s, 'title');

/** Where in its source a citation stands. @param {number} row */
export const locatorText = (row) => payload.passages[state.lang][payload.citations.passage[row]];

/** The address of that passage, where it has one. @param {number} row */
export const passageAddress = (row) => payload.passages.address[payload.citations.passage[row]];

/** A source and where in it a citation stands. @param {number} row */
export const passageText = (row) =>
  [shortSource(payload.citations.source[row]), locatorText(row)].filter(Boolean).join(', ');
