/* The scene beside the map, or under it: its moment, its title, its text with the words that name its events. */

import { chooseEvent, pointAt } from '../core/choosing.js';
import { announce, byId, el, on } from '../core/dom.js';
import { EVENT_INDEX, EVENTS } from '../core/payload.js';
import { numbersShown, SCENES, sceneAfter, sceneShown } from '../core/scenes.js';
import { setState, state } from '../core/state.js';
import { label, longDate, numberText, t } from '../core/words.js';
import { arrowIcon, closeIcon } from '../panel/dialogs.js';
import { sideRows } from '../panel/menu.js';
import { sheetAddress } from '../panel/sheets.js';

/** Words a minute: slow reading aloud, plain, and silent reading. */
const PACES = [120, 150, 180, 210, 240, 300];

/**
 * Make the frame of the story once.
 * @param {{step: (step: number) => void, leave: () => void, play: () => void, present: () => void}} acts
 */
export function makeTelling({ step, leave, play, present }) {
  const button = (
    /** @type {string} */ id,
    /** @type {Record<string, string>} */ attributes,
    /** @type {() => void} */ act,
    /** @type {(Node | string)[]} */ inside = [],
  ) => {
    const node = el('button', { type: 'button', id, ...attributes }, inside);
    on(node, 'click', act);
    return node;
  };
  const short = el('input', { type: 'checkbox', id: 'story-short' });
  on(short, 'change', () => setState({ short: short.checked }, { address: 'replace' }));
  const pace = el(
    'select',
    { id: 'story-pace' },
    PACES.map((words) => el('option', { value: words })),
  );
  on(pace, 'change', () => setState({ pace: Number(pace.value) }, { address: 'keep' }));
  const more = button('story-more', { 'aria-expanded': 'false', 'aria-controls': 'story-ways' }, () => {
    const open = more.getAttribute('aria-expanded') !== 'true';
    more.setAttribute('aria-expanded', String(open));
  });
  byId('story').replaceChildren(
    button('leave-story', { class: 'close' }, leave, [closeIcon()]),
    el('div', { id: 'story-body', tabindex: '-1' }, [
      el('p', { id: 'story-when' }),
      el('h2', { id: 'story-title' }),
      el('p', { id: 'story-text' }),
      el('ul', { id: 'story-sides', class: 'sides' }),
    ]),
    el('div', { class: 'story-steps' }, [
      button('scene-back', {}, () => step(-1), [arrowIcon(-1)]),
      el('p', { id: 'scene-count' }),
      button('story-play', { class: 'plain', 'aria-pressed': 'false' }, play),
      button('scene-on', { class: 'primary' }, () => step(1), [
        el('span', { id: 'scene-on-text' }),
        arrowIcon(1),
      ]),
      more,
    ]),
    el('div', { id: 'story-ways' }, [
      el('label', { class: 'pace' }, [el('span', { 'data-text': 'pace' }), pace]),
      el('label', { class: 'box' }, [short, el('span', { id: 'story-short-text' })]),
      button('story-present', { class: 'plain', 'data-text': 'present' }, present),
      el('a', { id: 'story-handout', 'data-text': 'handout' }),
    ]),
  );
  const text = byId('story-text');
  const namedAt = (/** @type {Event} */ event) =>
    /** @type {HTMLElement} */ (event.target).closest?.('[data-named]')?.getAttribute('data-named') ?? '';
  on(text, 'click', (event) => {
    const i = EVENT_INDEX.get(namedAt(event));
    if (i === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    chooseEvent(i);
    if (event.detail === 0) byId('card').focus();
  });
  on(text, 'pointerover', (event) => pointAt(EVENT_INDEX.get(namedAt(event)) ?? null, 'list'));
  on(text, 'pointerleave', () => pointAt(null, 'list'));
}

/** Tell the scene shown, in the chosen language. */
export function showTelling() {
  const scene = sceneShown();
  const panel = byId('story');
  panel.hidden = scene === null;
  byId('atlas').toggleAttribute('data-telling', scene !== null);
  if (scene === null || state.scene === null) {
    delete panel.dataset.scene;
    return;
  }
  panel.dataset.scene = String(state.scene);
  panel.setAttribute('aria-label', t('story'));
  const part = scene.part ? `, ${label('part_of_day', scene.part)}` : '';
  byId('story-when').textContent = `${longDate(scene.day)}${part}`;
  byId('story-title').textContent = scene.title[state.lang];
  byId('story-text').replaceChildren(...textOf(scene));
  byId('story-sides').replaceChildren(...sideRows());
  byId('story-body').scrollTop = 0;
  showSteps(state.scene);
  fitText();
  announce(`${countText(state.scene)}: ${scene.title[state.lang]}`);
}

/** Before a room nobody scrolls: a long text is set smaller until it fits. */
function fitText() {
  const body = byId('story-body');
  body.style.removeProperty('--story-size');
  if (!state.presenting) return;
  for (let size = 3.5; size >= 2.3 && body.scrollHeight > body.clientHeight; size -= 0.15)
    body.style.setProperty('--story-size', `${size}vh`);
}

/** @param {number} number */
function showSteps(number) {
  const back = /** @type {HTMLButtonElement} */ (byId('scene-back'));
  back.disabled = sceneAfter(number, -1) === undefined;
  back.setAttribute('aria-label', t('scene_back'));
  const next = /** @type {HTMLButtonElement} */ (byId('scene-on'));
  const following = sceneAfter(number, 1);
  next.disabled = following === undefined;
  byId('story-more').textContent = '…';
  byId('story-more').setAttribute('aria-label', t('story_more'));
  byId('scene-on-text').textContent = t('scene_on');
  byId('scene-count').textContent = countText(number);
  byId('leave-story').setAttribute('aria-label', t('leave_story'));
  byId('leave-story').title = t('leave_story');
  const playing = state.playing === 'story';
  byId('story-play').textContent = t(playing ? 'pause' : 'story_play');
  byId('story-play').setAttribute('aria-pressed', String(playing));
  const short = /** @type {HTMLInputElement} */ (byId('story-short'));
  short.checked = state.short;
  byId('story-short-text').textContent = t('story_short', { n: SCENES.filter((one) => one.short).length });
  short.closest('label')?.toggleAttribute(
    'hidden',
    SCENES.every((one) => one.short === SCENES[0].short),
  );
  const pace = /** @type {HTMLSelectElement} */ (byId('story-pace'));
  for (const option of pace.options)
    option.textContent = t('words_a_minute', { n: numberText(Number(option.value)) });
  pace.value = String(state.pace);
  const handout = /** @type {HTMLAnchorElement} */ (byId('story-handout'));
  const address = sheetAddress('story');
  handout.hidden = address === null;
  if (address) handout.href = address;
}

/** @param {number} number */
function countText(number) {
  const numbers = numbersShown();
  const at = numbers.indexOf(number) + 1;
  return at
    ? t('scene_n_of', { n: at, of: numbers.length })
    : t('scene_n_of', { n: number, of: SCENES.length });
}

/**
 * The text, with a link for each of the words that name an event.
 * @param {Scene} scene
 */
function textOf(scene) {
  const text = scene.text[state.lang];
  const places = scene.named
    .map(({ event, words, to_come: toCome }) => ({
      event,
      toCome,
      words: words[state.lang],
      at: text.indexOf(words[state.lang]),
    }))
    .filter(({ words, at }) => words && at >= 0)
    .sort((a, b) => a.at - b.at);
  /** @type {(Node | string)[]} */
  const parts = [];
  let from = 0;
  for (const { event, toCome, words, at } of places) {
    if (at < from) continue;
    parts.push(
      text.slice(from, at),
      el('a', {
        href: `#${EVENTS.step[event]}/${encodeURIComponent(EVENTS.id[event])}`,
        class: toCome ? 'named to-come' : 'named',
        'data-named': EVENTS.id[event],
        text: words,
      }),
    );
    from = at + words.length;
  }
  return [...parts, text.slice(from)].filter((part) => part !== '');
}
