/* The first screen of a first visit: what this is, who fought whom, and two ways in. Put away once, it stays away. */

import { byId, el, on, remember } from '../core/dom.js';
import { DAYS, payload } from '../core/payload.js';
import { SCENES } from '../core/scenes.js';
import { CARDS, state, subscribe } from '../core/state.js';
import { dateText, label, t } from '../core/words.js';
import { closeIcon } from '../panel/dialogs.js';
import { sideRows } from '../panel/menu.js';
import { beginStory } from './start.js';

const WELCOMED = 'welcomed';

/** Put the card away for good. */
function putAway() {
  byId('welcome').hidden = true;
  remember(WELCOMED, 'yes');
}

export function showWelcome() {
  const card = byId('welcome');
  const close = el('button', { type: 'button', class: 'close', 'aria-label': t('close') }, [closeIcon()]);
  const follow = el('button', {
    type: 'button',
    class: 'primary',
    'data-story': true,
    text: t('follow_story'),
  });
  const look = el('button', { type: 'button', class: 'plain', text: t('look_around') });
  on(close, 'click', putAway);
  on(look, 'click', () => {
    putAway();
    byId('map').focus({ preventScroll: true });
  });
  on(follow, 'click', () => {
    putAway();
    beginStory();
  });
  const short = SCENES.filter((one) => one.short).length;
  card.replaceChildren(
    close,
    el('h2', { id: 'welcome-title', text: payload.title[state.lang] }),
    el('p', {
      class: 'when',
      text: t('from_day_to_day', { first: dateText(DAYS[0]), last: dateText(DAYS[DAYS.length - 1], true) }),
    }),
    el('p', { text: payload.about?.what?.[state.lang]?.[0] ?? payload.subtitle[state.lang] }),
    el('ul', { class: 'sides', 'aria-label': label('holding', 'contested') }, sideRows()),
    el('p', {
      text: t(short && short < SCENES.length ? 'welcome_scenes_short' : 'welcome_scenes', {
        n: SCENES.length,
        short,
      }),
    }),
    el('p', { class: 'buttons' }, [follow, look]),
  );
  card.hidden = false;
}

/** Greet who comes for the first time and asks for nothing in particular. @param {string} hash the address as it was opened */
export function startWelcome(hash) {
  if (!SCENES.length) return;
  // Whoever goes somewhere has found a way in.
  subscribe([...CARDS, 'day', 'person', 'scene', 'view', 'filters'], () => {
    if (!byId('welcome').hidden) putAway();
  });
  subscribe(['lang'], () => {
    if (!byId('welcome').hidden) showWelcome();
  });
  const isGuest = window.parent !== window;
  if (!isGuest && hash.length < 2 && remember(WELCOMED) === null) showWelcome();
}
