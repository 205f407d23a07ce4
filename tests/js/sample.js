/* A record of two days, made up: what the modules that read a page's data are given where there is no page. */

import { readFileSync } from 'node:fs';

const TEXTS = JSON.parse(
  readFileSync(new URL('../../src/semaine_map/page/web/texts.json', import.meta.url), 'utf-8'),
);

/** @type {NameRules} */
const RULES = {
  ...JSON.parse(readFileSync(new URL('../../src/semaine_map/history/names.json', import.meta.url), 'utf-8')),
  city: [],
  postcode: '',
};

/** @param {string} layer @returns {KindLook} */
const kind = (layer) => ({
  sign: 'decision',
  colour: 'neutral',
  by_status: {},
  by_outcome: {},
  layer,
  rank: 0,
  size: 1,
});

/** @type {StatusLook} */
const status = { strength: 1, later: null, hollow: false, past: false, grain: false, over: '' };

/** @type {RecordLook} */
const LOOK = {
  colours: {
    neutral: '#000000',
    fire: '#000000',
    damage: '#000000',
    focus: '#000000',
    paper: '#ffffff',
    advance: '#000000',
    defence: '#000000',
  },
  signs: {},
  steps: {},
  halo: 1,
  kinds: {
    fire: kind('fires'),
    capture: kind('fighting'),
    arrest: kind('others'),
    tribunal: kind('executions'),
    execution: kind('executions'),
    decision: kind('others'),
  },
  looks: [kind('others')],
  statuses: { today: status, earlier: { ...status, past: true }, burning: status, undated: status },
  counted: [],
  sides: [],
  contested: { stripes: [], width: 1, step: 1 },
  days: { seen: [], paint: [] },
  front: { dash: [], clears: 1 },
  basemap: {},
  names: { great: '', street: '', water: '', green: '', faint: '' },
  density: { colours: [], shares: [] },
};

/** @type {Payload} */
const SAMPLE = {
  format: 1,
  version: '0',
  record_date: '1900-01-01',
  name: 'sample',
  credit: { en: '', fr: '' },
  named: 'name',
  languages: ['en', 'fr'],
  record_languages: ['en', 'fr'],
  heard: { en: 'en', fr: 'fr' },
  places_in: 'fr',
  step: 'day',
  calendar: 'gregorian',
  day_names: { en: {}, fr: {} },
  moments: Object.fromEntries(
    ['1871-05-23', '1871-05-24'].map((day) => [
      day,
      {
        noon: { later: day === '1871-05-23' ? [1, 1] : [], evening: null },
        night: { later: [], evening: day },
      },
    ]),
  ),
  title: { en: 'A sample', fr: 'Un exemple' },
  subtitle: { en: 'Two days', fr: 'Deux jours' },
  ground_credit: { en: '', fr: '' },
  page: 'atlas',
  gazetteer: {
    rules: RULES,
    unmapped: [],
    arrondissements: ['', ''],
    variants: {},
    renamed: {},
    circles: {},
    squares: {},
    numbers: [0, 0],
    aliases: [{ name: 'Town Hall', place: 0, event: -1 }],
  },
  days: ['1871-05-23', '1871-05-24'],
  bounds: [
    [48.8, 2.2],
    [48.9, 2.5],
  ],
  day_texts: {},
  texts: {
    en: {
      ...TEXTS.en,
      weekdays: 'Saturday Sunday Monday Tuesday Wednesday Thursday Friday',
      months: 'January February March April May June July August September October November December',
    },
    fr: {
      ...TEXTS.fr,
      weekdays: 'samedi dimanche lundi mardi mercredi jeudi vendredi',
      months: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
    },
  },
  labels: { en: { part_of_day: { evening: 'evening' } }, fr: { part_of_day: { evening: 'soir' } } },
  places: {
    id: ['town-hall', 'gate', 'gate-house'],
    name_then: ['Hôtel de ville', 'Porte d’Auteuil', 'Poste de la porte'],
    name_today: [null, 'Place de la Porte-d’Auteuil', null],
    today_en: [null, null, null],
    kind: ['palace', 'gate', 'gate'],
    lon: [2.352, 2.256, 2.256],
    lat: [48.856, 48.848, 48.848],
    precision_m: [30, 40, 40],
    method: ['map', 'map', 'map'],
    arrondissement: [4, 16, 16],
    note: [null, null, null],
  },
  events: {
    id: ['town-hall-fire', 'gate-capture', 'gate-arrest', 'late-trial', 'gate-shots'],
    place: [0, 1, 2, 0, 1],
    kind: ['fire', 'capture', 'arrest', 'tribunal', 'execution'],
    outcome: ['burnt', null, null, null, null],
    start: ['1871-05-24', '1871-05-23', '1871-05-23', '1871-06-02', '1871-05-23'],
    end: [null, null, null, null, '1871-05-24'],
    start_time: ['11:30', '15:00', null, null, null],
    end_time: [null, '16:00', null, null, null],
    part_of_day: [null, null, 'evening', null, null],
    edtf: [null, null, null, null, '[1871-05-23..1871-05-24]'],
    actor: ['commune', 'versailles', 'versailles', null, null],
    target: [null, null, null, null, null],
    title_en: [
      'The town hall burns',
      'The gate is taken',
      'Arrests at the gate',
      'A trial',
      'Shots at the gate',
    ],
    title_fr: ['L’hôtel de ville brûle', 'La porte est prise', 'Arrestations', 'Un procès', 'Coups de feu'],
    summary_en: [null, null, null, null, null],
    summary_fr: [null, null, null, null, null],
    killed_min: [null, null, null, null, null],
    killed_max: [null, null, null, null, null],
    certainty: ['certain', 'certain', 'less-certain', 'certain', 'uncertain'],
    dating: ['hour', 'hour', 'part', 'day', 'undated'],
    quartier: [13, 61, 61, 13, 61],
    where_prec: [1, 1, 1, 1, 1],
    date_prec: [1, 1, 1, 1, 2],
    geo_precision: [1, 1, 1, 1, 1],
    time_precision: [1, 1, 1, 1, 2],
    undated: [false, false, false, false, true],
    step: ['1871-05-24', '1871-05-23', '1871-05-23', '1871-06-02', '1871-05-23'],
    look: [0, 0, 0, 0, 0],
    weight: [90, 80, 20, 10, -20],
    part: ['morning', 'afternoon', 'evening', null, null],
  },
  citations: { event: [], source: [], passage: [], stance: [], about: [], claim: [], claim_fr: [] },
  passages: { locator: [], en: [], fr: [], address: [] },
  sources: {
    id: ['witness'],
    author: [null],
    title: ['A witness'],
    year: [null],
    short: [null],
    viewpoint: [null],
    identifier: [null],
    edition: [null],
    licence: [null],
    author_fr: [null],
    title_fr: [null],
    short_fr: [null],
    edition_fr: [null],
    licence_fr: [null],
  },
  status_letters: { '.': '', d: 'today', e: 'earlier', b: 'burning', u: 'undated' },
  bars: { '1871-05-23': [], '1871-05-24': [] },
  small_key: [],
  sheets: [],
  defending: 'commune',
  states: { '1871-05-23': '.dd.u', '1871-05-24': 'bee.u' },
  main: { '1871-05-23': [1], '1871-05-24': [0] },
  people: {
    id: ['clerk'],
    name: ['A. Clerk'],
    name_fr: [null],
    variants: [null],
    role: ['clerk'],
    role_fr: ['commis'],
    side: [null],
    fate: ['survived'],
    note_en: [null],
    note_fr: [null],
    wikidata: [null],
    maitron: [null],
  },
  parts: { event: [0, 1, 4], person: [0, 0, 0], part: ['witness', 'acts', 'witness'] },
  control: {},
  zones: {},
  look: LOOK,
  landmarks: { row: [], name: [], zoom: [] },
  arrondissements: [],
  ground: {
    origin: [2.2, 48.7],
    layers: {
      streets: [
        { n: 'Rue de Rivoli', k: 'rue', g: 'line', c: [15000, 15700, 100, 50] },
        { n: 'Rue d’Enfer', k: 'rue', t: 'Avenue Denfert-Rochereau', g: 'line', c: [13300, 13600, 50, 90] },
      ],
    },
  },
  damage: {
    id: ['rivoli-29'],
    number: ['29'],
    name: ['Rue de Rivoli'],
    name_today: [null],
    lon: [2.35],
    lat: [48.857],
    status: ['burnt'],
    event: [0],
    uncertainty_m: [20],
    arrondissement: [4],
    named: [null],
    flag: [null],
    note: [null],
    note_fr: [null],
    witness: [0],
  },
  register: [{ en: 'A register', fr: 'Un registre' }],
};

/* As Python writes it: what is read later stands in a second line. */
const { passages, events } = SAMPLE;
const LINES = [
  { ...SAMPLE, passages: 0, events: { ...events, edtf: 0 } },
  { passages, events: { edtf: events.edtf } },
];
const TEXT = LINES.map((line) => JSON.stringify(line)).join('\n');

/* The little of a browser that these modules ask for when they are read. */
Object.assign(globalThis, {
  document: { getElementById: () => ({ textContent: TEXT, dataset: {} }) },
  window: { matchMedia: () => ({ matches: false }) },
});
Object.defineProperty(globalThis, 'navigator', { value: { language: 'en-GB' }, configurable: true });
