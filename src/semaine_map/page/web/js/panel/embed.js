/* In a frame of another page that asks for it (?embed=1): the map, the days, the key and a way to the whole atlas. */

import { addressOf } from '../core/address.js';
import { byId, el, on } from '../core/dom.js';
import { subscribe } from '../core/state.js';
import { t } from '../core/words.js';

/** @param {string} address of the view @returns {string} what a page puts where the view shall stand */
export function embedCode(address) {
  const [file, hash] = address.split('#');
  const title = document.title.replaceAll('"', '”');
  const quoted = `${file}?embed=1#${hash}`.replaceAll('&', '&amp;');
  return `<iframe src="${quoted}" width="600" height="400" title="${title}" loading="lazy"></iframe>`;
}

export function startEmbed() {
  if (new URLSearchParams(location.search).get('embed') !== '1') return;
  byId('atlas').dataset.embed = '';
  const whole = el('a', { id: 'whole-atlas', target: '_blank', rel: 'noopener' });
  byId('days').append(whole);
  const show = () => {
    whole.textContent = `${t('whole_atlas')} ↗`;
    whole.href = `${location.pathname.split('/').pop() ?? ''}${addressOf()}`;
  };
  subscribe(['lang'], show);
  // The address of a moment ago would lead to another view.
  for (const type of ['pointerdown', 'focus', 'click']) on(whole, type, show);
  show();
}
