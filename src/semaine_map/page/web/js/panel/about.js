/* About: what this is, how it was made, on what it rests, and what it does not know. */

import { shortSource, sourceText } from '../core/citing.js';
import { byId, el, on, webAddress } from '../core/dom.js';
import { DENSITY, EVENT_COUNT, EVENTS, PLACES, payload, SOURCES } from '../core/payload.js';
import { SCENES } from '../core/scenes.js';
import { setState, state } from '../core/state.js';
import { fill, label, numberText, t } from '../core/words.js';
import { showWelcome } from '../story/welcome.js';
import { closesByBackdrop, dialogHead } from './dialogs.js';
import { rangeText } from './facts.js';

export function startAbout() {
  const dialog = /** @type {HTMLDialogElement} */ (byId('about'));
  on(byId('open-about'), 'click', () => {
    showAbout(dialog);
    dialog.showModal();
    dialog.scrollTop = 0;
  });
  closesByBackdrop(dialog);
}

/** @param {HTMLDialogElement} dialog */
function showAbout(dialog) {
  const counts = {
    events: numberText(DENSITY?.events ?? EVENT_COUNT),
    places: numberText(DENSITY?.places ?? new Set(EVENTS.place).size),
    citations: numberText(DENSITY?.citations ?? payload.citations.event.length),
    sources: numberText(callsOf().filter(Boolean).length),
  };
  const parts = ['what', 'method', 'missing', 'dead', 'sources', 'keyboard', 'licences'].flatMap((part) => {
    // What this record says of itself, then what holds for every record.
    const own = payload.about?.[part]?.[state.lang] ?? [];
    const texts = own.map((text) => fill(text, counts)).concat(t(`about_${part}`, counts).split('\n'));
    const paragraphs = texts.filter(Boolean).map((text) => el('p', { text }));
    const extra = part === 'dead' ? deadTables() : part === 'sources' ? [sourceList()] : [];
    return [el('h3', { text: t(`about_${part}_title`) }), ...paragraphs, ...extra];
  });
  const card = el('button', { type: 'button', class: 'plain', text: t('show_welcome') });
  card.addEventListener('click', () => {
    dialog.close();
    showWelcome();
    byId('welcome').querySelector('button')?.focus();
  });
  dialog.replaceChildren(
    ...dialogHead(
      dialog,
      'about-title',
      [payload.title[state.lang], payload.subtitle[state.lang]].filter(Boolean).join(', '),
    ),
    ...(SCENES.length ? [el('p', { class: 'buttons' }, [card])] : []),
    ...parts,
  );
}

/** The rival counts stand side by side, each with its author: none of them is ours. */
function deadTables() {
  const dead = (payload.casualties ?? []).map((claim) => {
    const { author, what, locator } = claim;
    return [author[state.lang], rangeText(claim), what[state.lang], locator[state.lang]];
  });
  const buried = (payload.burials ?? []).map((claim) => {
    const { author, place, locator } = claim;
    return [author[state.lang], rangeText(claim), PLACES.name_then[place], locator[state.lang]];
  });
  return [
    dead.length ? claimTable(t('dead_title'), t('dead_what'), dead) : null,
    buried.length ? claimTable(t('buried_title'), t('where'), buried) : null,
  ].filter((table) => table !== null);
}

/**
 * @param {string} title
 * @param {string} about
 * @param {string[][]} claims author, number, what or where, reported by
 */
function claimTable(title, about, claims) {
  const heads = [t('dead_author'), t('dead_number'), about, t('reported_by')];
  return el('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': title }, [
    el('table', {}, [
      el('caption', { text: title }),
      el('thead', {}, [
        el(
          'tr',
          {},
          heads.map((text) => el('th', { scope: 'col', text })),
        ),
      ]),
      el(
        'tbody',
        {},
        claims.map(([author, number, what, locator]) =>
          el('tr', {}, [
            el('th', { scope: 'row', text: author }),
            el('td', { class: 'number', text: number }),
            el('td', { text: what }),
            el('td', { text: locator }),
          ]),
        ),
      ),
    ]),
  ]);
}

/** How often each source is cited. */
function callsOf() {
  const calls = DENSITY ? [...DENSITY.called] : SOURCES.id.map(() => 0);
  for (const s of payload.citations.source) calls[s] += 1;
  return calls;
}

/** Every source that is cited, with the side it saw from and how often; its name filters the week to it. */
function sourceList() {
  const calls = callsOf();
  const order = SOURCES.id.map((_, s) => s).sort((a, b) => calls[b] - calls[a]);
  const items = order
    .filter((s) => calls[s])
    .map((s) => {
      const filter = el('button', {
        type: 'button',
        class: 'link',
        text: t('as_told_by', { who: shortSource(s) }),
      });
      filter.addEventListener('click', () => {
        /** @type {HTMLDialogElement} */ (byId('about')).close();
        setState({ filters: { source: SOURCES.id[s] } });
      });
      const parts = [
        sourceText(s, 'author'),
        sourceText(s, 'title'),
        SOURCES.year[s],
        sourceText(s, 'edition'),
      ];
      const full = parts.filter(Boolean).join(', ');
      const more = [
        label('viewpoint', SOURCES.viewpoint[s]),
        t('called', { n: numberText(calls[s]) }),
        sourceText(s, 'licence'),
      ];
      return el('li', {}, [
        el('span', { text: full }),
        el('span', { class: 'soft', text: more.filter(Boolean).join(' · ') }),
        webAddress(SOURCES.identifier[s]),
        DENSITY ? null : filter,
      ]);
    });
  return el('ul', { class: 'sources' }, items);
}
