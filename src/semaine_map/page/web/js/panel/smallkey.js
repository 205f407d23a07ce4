/* The small key that is always there: whose the ground is, the commonest signs, what is doubtful, what the bars count. */

import { COUNTED, HAS_FRONT, HAS_GROUND, HAS_UNDATED } from '../core/content.js';
import { byId, el, on } from '../core/dom.js';
import { kindLook, statusLook } from '../core/look.js';
import { DENSITY, payload } from '../core/payload.js';
import { subscribe } from '../core/state.js';
import { label, t } from '../core/words.js';
import { frontIcon } from '../map/icons.js';
import { signIcon } from '../map/signs.js';
import { sideRows } from './menu.js';

export function startSmallKey() {
  subscribe(['lang'], showSmallKey);
  showSmallKey();
}

function showSmallKey() {
  const full = el('button', { type: 'button', class: 'link', text: t('full_key') });
  on(full, 'click', () => {
    if (byId('menu').hidden) byId('open-menu').click();
  });
  byId('small-key').replaceChildren(
    ...list('sides', [
      ...(HAS_GROUND ? sideRows('actor') : []),
      ...(HAS_FRONT ? [el('li', {}, [frontIcon(), t('front_short')])] : []),
    ]),
    ...(DENSITY ? [] : list('signs', signItems())),
    ...list('bars', [
      ...(COUNTED.length ? [el('li', { text: t('bars') })] : []),
      ...COUNTED.map(({ name, colour }) => {
        const bar = el('span', { class: 'bar' });
        bar.style.backgroundColor = colour;
        return el('li', {}, [bar, t(`bar_${name}`)]);
      }),
    ]),
    full,
  );
}

/**
 * A list, unless nothing is in it.
 * @param {string} name
 * @param {HTMLElement[]} items
 */
const list = (name, items) => (items.length ? [el('ul', { class: name }, items)] : []);

/** The commonest signs, and what makes any of them hollow or pale. */
function signItems() {
  const size = 16;
  const signs = payload.small_key.map((kind) =>
    el('li', {}, [signIcon(kindLook(kind), { size }), label('kind', kind)]),
  );
  const kind = payload.small_key[0];
  if (kind === undefined) return signs;
  const pale = signIcon(kindLook(kind), { size });
  pale.style.opacity = String(statusLook('earlier').strength);
  const hollow = signIcon(kindLook(kind), { hollow: statusLook('undated').hollow, size });
  return [
    ...signs,
    ...(HAS_UNDATED ? [el('li', {}, [hollow, t('key_hollow')])] : []),
    el('li', {}, [pale, t('key_pale')]),
  ];
}
