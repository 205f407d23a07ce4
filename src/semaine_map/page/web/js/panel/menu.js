/* The key and the filters are one thing: each sign that explains the map also switches it. */

import { ARRONDISSEMENTS } from '../core/address.js';
import { shortSource } from '../core/citing.js';
import { HAS_CONTESTED, HAS_UNDATED, hasLayer } from '../core/content.js';
import { byId, el, on } from '../core/dom.js';
import { allShown, hiddenBy } from '../core/filters.js';
import { ALL_KINDS, COLOUR, kindLook, LOOK, layerOf, statusLook } from '../core/look.js';
import { DENSITY, EVENTS, payload, SOURCES } from '../core/payload.js';
import { LAYERS, noFilters, setState, state, subscribe } from '../core/state.js';
import { districtName, label, numberText, t } from '../core/words.js';
import { countedKinds, densityKey } from '../density/panel.js';
import { frontPrecision, frontText } from '../map/front.js';
import { isGraticuleShown, showGraticule } from '../map/graticule.js';
import { columnIcon, frontIcon, groundSwatch, houseIcon } from '../map/icons.js';
import { isPlanShown, PLAN, showPlan, todayOffline } from '../map/plan.js';
import { signIcon } from '../map/signs.js';
import { closeIcon } from './dialogs.js';

export function startMenu() {
  const button = byId('open-menu');
  const menu = byId('menu');
  on(button, 'click', () => {
    menu.hidden = !menu.hidden;
    button.setAttribute('aria-expanded', String(!menu.hidden));
    if (menu.hidden) button.focus();
    else {
      showMenu();
      menu.querySelector('button')?.focus();
    }
  });
  subscribe(['filters', 'day', 'part', 'lang', 'view'], () => {
    if (!menu.hidden) showMenu();
  });
  on(menu, 'change', (event) => {
    const { name, value, checked } = event.target;
    changeFilter(name, value, checked);
  });
}

/**
 * Write one choice of the menu into the state.
 * @param {string} name
 * @param {string} value
 * @param {boolean} checked
 */
function changeFilter(name, value, checked) {
  const { layers, kinds } = state.filters;
  if (name === 'plan') {
    showPlan(checked);
  } else if (name === 'graticule') {
    showGraticule(checked);
  } else if (name === 'layer') {
    const next = new Set(layers);
    if (checked) next.add(value);
    else next.delete(value);
    setState({ filters: { layers: next } });
  } else if (name === 'kind') {
    const next = new Set(kinds ?? ALL_KINDS);
    if (checked) next.add(value);
    else next.delete(value);
    setState({ filters: { kinds: next.size === ALL_KINDS.length ? null : next } });
  } else if (name === 'certainty') {
    setState({ filters: { certainty: /** @type {Filters['certainty']} */ (value) } });
  } else if (name === 'arrondissement') {
    setState({ filters: { arrondissement: value ? Number(value) : null } });
  } else if (name === 'source' || name === 'actor' || name === 'claimed') {
    setState({ filters: { [name]: value || null } });
  }
}

/** Draw the menu anew, with the focus left where it was. */
function showMenu() {
  const menu = byId('menu');
  const active = document.activeElement;
  const focused = menu.contains(active) ? active?.id : '';
  const { scrollTop } = menu;
  const close = el('button', { type: 'button', id: 'close-menu', class: 'close', 'aria-label': t('close') }, [
    closeIcon(),
  ]);
  close.addEventListener('click', () => byId('open-menu').click());
  const clear = el('button', {
    type: 'button',
    id: 'clear-filters',
    class: 'plain',
    text: t('show_everything'),
  });
  clear.addEventListener('click', () => setState({ filters: noFilters() }));
  menu.replaceChildren(
    close,
    el('h2', { text: t('menu') }),
    layerSwitches(),
    ...(DENSITY
      ? [clear, densityKey()]
      : [
          certaintyChoice(),
          ...(witnessOptions().length > 1
            ? [choice('source', t('witness'), t('every_witness'), witnessOptions())]
            : []),
          ...(actorOptions().length > 1
            ? [
                choice('actor', t('who_acts'), t('whoever'), actorOptions()),
                choice('claimed', t('who_did_it'), t('claimed_all'), claimedOptions()),
              ]
            : []),
          ...(ARRONDISSEMENTS.length > 1
            ? [choice('arrondissement', t('where'), t('everywhere'), arrondissementOptions())]
            : []),
          clear,
          keyToSigns(),
        ]),
    graticuleSwitch(),
    planSwitch(),
  );
  menu.scrollTop = scrollTop;
  if (focused) document.getElementById(focused)?.focus();
}

/**
 * @param {string} type
 * @param {string} name
 * @param {string} value
 * @param {boolean} checked
 * @param {(Node | string)[]} content
 */
function box(type, name, value, checked, content) {
  const input = el('input', { type, name, value, id: `${name}-${value}` });
  input.checked = checked;
  return el('label', { class: 'box' }, [input, ...content]);
}

/** The layers, and under each the kinds it holds, with their signs. */
function layerSwitches() {
  const { layers, kinds } = state.filters;
  const counts = DENSITY ? densityKinds() : countKinds();
  const known = LAYERS.filter(hasLayer);
  // Whose the ground is comes first: without it nothing else can be read.
  const offered = [...known].sort((a, b) => Number(b === 'control') - Number(a === 'control'));
  const parts = offered.map((layer) => {
    const members = ALL_KINDS.filter((kind) => layerOf(kind) === layer);
    const head = box('checkbox', 'layer', layer, layers.has(layer), [
      el('span', { text: t(`layer_${layer}`) }),
    ]);
    if (!members.length) return el('div', { class: 'layer' }, [head, layerKey(layer)]);
    const list = members.map((kind) =>
      box('checkbox', 'kind', kind, !kinds || kinds.has(kind), [
        signIcon(kindLook(kind)),
        el('span', { text: label('kind', kind) }),
        el('span', { class: 'count', text: counts[kind] ?? '0' }),
      ]),
    );
    return el('div', { class: 'layer' }, [head, el('div', { class: 'kinds' }, list)]);
  });
  const note = t(state.view === 'week' ? 'key_counts_week' : 'key_counts');
  return el('fieldset', {}, [
    el('legend', { text: t('layers') }),
    ...(DENSITY ? [] : [el('p', { class: 'soft', text: note })]),
    ...parts,
  ]);
}

/** @returns {Record<string, string>} */
const densityKinds = () =>
  Object.fromEntries(Object.entries(countedKinds()).map(([kind, n]) => [kind, numberText(n)]));

/** So many events of the day of each kind, and so many that may be of it. @returns {Record<string, string>} */
function countKinds() {
  /** @type {Record<string, [number, number]>} */
  const counts = {};
  const { own, ongoing, undated, after } = allShown();
  for (const [sort, rows] of [[...own, ...ongoing, ...after], undated].entries())
    for (const i of rows) {
      counts[EVENTS.kind[i]] ??= [0, 0];
      counts[EVENTS.kind[i]][sort] += 1;
    }
  return Object.fromEntries(Object.entries(counts).map(([kind, [n, open]]) => [kind, dayAndOpen(n, open)]));
}

/** "27 + 45": events of the day, and those that may be of it. @param {number} n @param {number} open */
const dayAndOpen = (n, open) => (open ? `${numberText(n)}\u00a0+\u00a0${numberText(open)}` : numberText(n));

/** How sure: each choice says how many of the day's events it would hide. */
function certaintyChoice() {
  const choices = ['all', 'likely', 'certain'].map((value) => {
    const hidden = hiddenBy({ certainty: /** @type {Filters['certainty']} */ (value) });
    const n = dayAndOpen(
      hidden.own.length + hidden.ongoing.length + hidden.after.length,
      hidden.undated.length,
    );
    const note = value === 'all' ? '' : t('hides', { n });
    return box('radio', 'certainty', value, state.filters.certainty === value, [
      el('span', { text: t(`certainty_${value}`) }),
      el('span', { class: 'count', text: note }),
    ]);
  });
  return el('fieldset', {}, [el('legend', { text: t('how_sure') }), ...choices]);
}

/**
 * @param {'source' | 'actor' | 'claimed' | 'arrondissement'} name
 * @param {string} title
 * @param {string} all
 * @param {[string, string][]} options
 */
function choice(name, title, all, options) {
  const select = el('select', { name, id: `choose-${name}` }, [
    el('option', { value: '', text: all }),
    ...options.map(([value, text]) => el('option', { value, text })),
  ]);
  select.value = String(state.filters[name] ?? '');
  return el('label', { class: 'choice' }, [el('span', { text: title }), select]);
}

/** @returns {[string, string][]} */
function witnessOptions() {
  const counts = new Map();
  for (const row of payload.citations.source) counts.set(row, (counts.get(row) ?? 0) + 1);
  return [...counts.keys()]
    .sort((a, b) => counts.get(b) - counts.get(a))
    .map((s) => [
      SOURCES.id[s],
      [shortSource(s), label('viewpoint', SOURCES.viewpoint[s])].filter(Boolean).join(' – '),
    ]);
}

/** @returns {[string, string][]} */
const actorOptions = () =>
  [...new Set(EVENTS.actor)].filter((actor) => actor !== null).map((actor) => [actor, label('actor', actor)]);

/** @returns {[string, string][]} */
const claimedOptions = () => ['speak', 'differ'].map((how) => [how, t(`claimed_${how}`)]);

/** @returns {[string, string][]} */
const arrondissementOptions = () => ARRONDISSEMENTS.map((number) => [String(number), districtName(number)]);

function graticuleSwitch() {
  return el('fieldset', {}, [
    el('legend', { text: t('degrees') }),
    box('checkbox', 'graticule', 'net', isGraticuleShown(), [el('span', { text: t('graticule_switch') })]),
  ]);
}

/** Off until asked for, never remembered and never in an address: a link must not call the network. */
function planSwitch() {
  const offline = todayOffline();
  if (!PLAN && !offline) return '';
  return el('fieldset', {}, [
    el('legend', { text: t('plan') }),
    ...(PLAN
      ? [
          box('checkbox', 'plan', 'tiles', isPlanShown(), [el('span', { text: t('plan_switch') })]),
          el('p', { class: 'soft', text: t('plan_note', { plan: PLAN.credit, host: PLAN.host }) }),
        ]
      : []),
    el('p', { class: 'soft', text: offline }),
  ]);
}

/** What is drawn for a layer that has no events of its own, as small pictures with words. @param {string} layer */
function layerKey(layer) {
  /** @type {Record<string, () => HTMLElement[]>} */
  const rows_ = {
    control: tintRows,
    columns: () => [el('li', {}, [columnIcon(), t('column_key')])],
    houses: () => [
      el('li', {}, [houseIcon(true), t('house_key_burnt')]),
      el('li', {}, [houseIcon(false), t('house_key_damaged')]),
      el('li', { class: 'soft', text: t('house_key_note') }),
    ],
  };
  const make = rows_[layer];
  return make ? el('ul', { class: 'tints' }, make()) : null;
}

/**
 * The tints of the ground: whose it is, and what is fought over.
 * @param {'holding' | 'actor'} [words] what the sides do, or who they are
 */
export function sideRows(words = 'holding') {
  const [first, ...others] = LOOK.sides.map(({ code }) => code);
  return [first, HAS_CONTESTED ? 'contested' : '', ...others]
    .filter(Boolean)
    .map((side) => el('li', {}, [groundSwatch(side), label(side === 'contested' ? 'holding' : words, side)]));
}

/** The tints of the ground, and the front between them. */
export function tintRows() {
  const tints = sideRows();
  return frontPrecision() && state.view !== 'week'
    ? [...tints, el('li', {}, [frontIcon(), frontText()])]
    : tints;
}

/**
 * @param {boolean} there
 * @param {[string, SVGSVGElement][]} rows
 */
const rowsIf = (there, rows) => (there ? rows : []);

/** What a sign's fill, line and colour say. @returns {[string, SVGSVGElement][]} */
export function signRows() {
  const { fire } = LOOK.kinds;
  // An arrow has room for what its body says; a record without movements has a sign of its own.
  const shown = kindLook(ALL_KINDS.includes('movement') ? 'movement' : (ALL_KINDS[0] ?? 'movement'));
  const body = { sign: shown.sign, colour: LOOK.sides.length ? COLOUR.defence : shown.colour };
  /** @param {string} colour */
  const flag = (colour) => ({ sign: LOOK.kinds.headquarters.sign, colour });
  return [
    ...['certain', 'less-certain', 'uncertain'].map(
      /** @returns {[string, SVGSVGElement]} */
      (certainty) => [label('certainty', certainty), signIcon(body, { certainty })],
    ),
    ...rowsIf(HAS_UNDATED, [
      [label('status', 'undated'), signIcon(body, { hollow: statusLook('undated').hollow })],
    ]),
    ...rowsIf(ALL_KINDS.includes('fire'), [
      [label('status', 'burning'), signIcon(fire)],
      [
        label('status', 'ruined'),
        signIcon({ sign: fire.by_status.ruined ?? fire.sign, colour: fire.colour }),
      ],
    ]),
    ...Object.entries(fire.by_outcome)
      .filter(([outcome]) => EVENTS.outcome.includes(outcome))
      .map(
        /** @returns {[string, SVGSVGElement]} */
        ([outcome, look]) => [`${label('kind', 'fire')}: ${label('outcome', outcome)}`, signIcon(look)],
      ),
    ...LOOK.sides.map(
      /** @returns {[string, SVGSVGElement]} */
      ({ code, colour }) => [label('actor', code), signIcon(flag(colour))],
    ),
    ...rowsIf(LOOK.sides.length > 0, [[t('other_or_unknown'), signIcon(flag(COLOUR.neutral))]]),
  ];
}

function keyToSigns() {
  return el('section', { class: 'signs-key' }, [
    el('h3', { text: t('how_to_read') }),
    el(
      'ul',
      {},
      signRows().map(([text, icon]) => el('li', {}, [icon, text])),
    ),
    el('p', { text: t('how_to_read_text') }),
    ALL_KINDS.includes('barricade') ? el('p', { text: t('how_to_read_barricades') }) : null,
  ]);
}
