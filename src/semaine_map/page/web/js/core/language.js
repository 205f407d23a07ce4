/* The language of a reader who asks for none. */

import { payload } from './payload.js';

/** The one of the record; of two, that of the browser, else English. @returns {Lang} */
export function ownLanguage() {
  if (payload.languages.length === 1) return payload.languages[0];
  return navigator.language?.startsWith('fr') ? 'fr' : 'en';
}
