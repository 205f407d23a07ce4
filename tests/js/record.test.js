/* What the page makes of the data it is given, without a page. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import './sample.js';

const { addressOf, readAddress } = await import('../../src/semaine_map/page/web/js/core/address.js');
const { chooseEvent, goToDay } = await import('../../src/semaine_map/page/web/js/core/choosing.js');
const { homeDay, isOfDay } = await import('../../src/semaine_map/page/web/js/core/days.js');
const { statusOn } = await import('../../src/semaine_map/page/web/js/core/days.js');
const { EVENTS } = await import('../../src/semaine_map/page/web/js/core/payload.js');
const { eventsShown, hiddenBy, refilter, statusShown } = await import(
  '../../src/semaine_map/page/web/js/core/filters.js'
);
const { noFilters, setState, state, subscribe } = await import(
  '../../src/semaine_map/page/web/js/core/state.js'
);
const { fill, numberText, weekdayOf, whenText } = await import(
  '../../src/semaine_map/page/web/js/core/words.js'
);
const { layoutOf } = await import('../../src/semaine_map/page/web/js/map/layout.js');
const { inSight, spreadOut } = await import('../../src/semaine_map/page/web/js/map/placing.js');
const { find } = await import('../../src/semaine_map/page/web/js/panel/index.js');

/** @param {StatePatch} patch */
function show(patch) {
  setState({ event: null, part: null, view: 'map', lang: 'en', ...patch });
  setState({ filters: { ...noFilters(), ...patch.filters } });
  refilter();
}

test('a view is found again under its address', () => {
  for (const address of [
    '#1871-05-24',
    '#1871-05-24/town-hall-fire?part=noon',
    '#1871-05-24/house/rivoli-29',
    '#1871-05-23?view=table&certainty=certain&kinds=fire.capture&actor=commune&without=houses',
  ]) {
    show({});
    setState({ house: null, ...readAddress(address) });
    assert.equal(decodeURIComponent(addressOf()), address);
  }
});

test('what an address says wrongly falls back to the plain view', () => {
  const read = readAddress(
    '#1870-01-01/nothing?part=teatime&view=globe&certainty=maybe&witness=nobody&actor=martians',
  );
  assert.deepEqual(read, { ...readAddress('#1871-05-23') });
  assert.equal(read.event, null);
});

test('an event after the last day is shown with the whole week', () => {
  assert.equal(readAddress('#1871-05-24/late-trial').view, 'week');
});

test('a day lists its own, what goes on, what may be of it and what stays from before', () => {
  show({ day: '1871-05-23' });
  assert.deepEqual(eventsShown('1871-05-23'), {
    own: [1, 2],
    ongoing: [],
    undated: [4],
    before: [],
    after: [],
  });
  assert.deepEqual(eventsShown('1871-05-24'), {
    own: [0],
    ongoing: [],
    undated: [4],
    before: [1, 2],
    after: [],
  });
});

test('up to a part of the day, what began later is not there, what has no hour is open', () => {
  show({ day: '1871-05-23', part: 'noon' });
  assert.deepEqual(eventsShown('1871-05-23').own, [2]);
  assert.equal(statusShown(2, '1871-05-23'), EVENTS.part[2] ? statusOn('1871-05-23', 2) : 'undated');
});

test('in the view of the week all are its own, those after it apart', () => {
  show({ view: 'week' });
  assert.deepEqual(eventsShown('1871-05-23'), {
    own: [0, 1, 2],
    ongoing: [],
    undated: [4],
    before: [],
    after: [3],
  });
});

test('a filter hides what it says and no more, and says how much', () => {
  show({ day: '1871-05-23' });
  const nothing = { own: [], ongoing: [], undated: [], before: [], after: [] };
  assert.deepEqual(hiddenBy({ certainty: 'likely' }), { ...nothing, undated: [4] });
  assert.deepEqual(hiddenBy({ certainty: 'certain' }), { ...nothing, own: [2], undated: [4] });
  show({ day: '1871-05-23', filters: { arrondissement: 16, actor: 'versailles' } });
  assert.deepEqual(eventsShown('1871-05-24'), {
    own: [],
    ongoing: [],
    undated: [],
    before: [1, 2],
    after: [],
  });
});

test('an event is at home on the first day that it belongs to', () => {
  assert.equal(homeDay(0), '1871-05-24');
  assert.equal(homeDay(4), '1871-05-23');
  assert.ok(isOfDay('1871-05-24', 4));
});

test('to choose an event shows a day on which it is to be seen; a day before it lets it go', () => {
  show({ day: '1871-05-23' });
  chooseEvent(0);
  assert.deepEqual([state.day, state.event], ['1871-05-24', 'town-hall-fire']);
  goToDay('1871-05-23');
  assert.equal(state.event, null);
  chooseEvent(1);
  goToDay('1871-05-24');
  assert.equal(state.event, 'gate-capture');
});

test('who listens is told what changed and what becomes of the address, until the signal', () => {
  show({ day: '1871-05-23' });
  const stop = new AbortController();
  /** @type {unknown[]} */
  const heard = [];
  subscribe(['day'], (changed, address) => heard.push([[...changed], address]), { signal: stop.signal });
  setState({ day: '1871-05-24', part: 'noon' }, { address: 'replace' });
  setState({ part: 'night' });
  setState({ day: '1871-05-24' });
  stop.abort();
  setState({ day: '1871-05-23' });
  assert.deepEqual(heard, [[['day', 'part'], 'replace']]);
});

test('one card at a time: an event, a house or a square', () => {
  show({});
  setState({ house: 'rivoli-29' });
  setState({ event: 'gate-capture' });
  assert.equal(state.house, null);
  setState({ square: '3-1-1' });
  assert.equal(state.event, null);
});

test('a date is told as precisely as the record has it, in both languages', () => {
  show({});
  assert.equal(whenText(0).replaceAll('\u00a0', ' '), '24 May 1871, 11:30');
  assert.equal(whenText(1).replaceAll('\u00a0', ' '), '23 May 1871, 15:00 – 16:00');
  assert.equal(whenText(2).replaceAll('\u00a0', ' '), '23 May 1871, evening');
  assert.match(whenText(4).replaceAll('\u00a0', ' '), /23 May.*24 May 1871/);
  assert.equal(weekdayOf('1871-05-24'), 'Wednesday');
  setState({ lang: 'fr' });
  assert.equal(whenText(0).replaceAll('\u00a0', ' '), '24 mai 1871, 11 h 30');
  assert.equal(weekdayOf('1871-05-24').toLowerCase(), 'mercredi');
});

test('a beginning that nobody tells is no later than the day by which the thing stands', () => {
  show({});
  const before = [EVENTS.edtf[2], EVENTS.part_of_day[2]];
  EVENTS.part_of_day[2] = '';
  for (const [edtf, end, said] of [
    ['../1871-05-24', '1871-05-24', 'by 23 May – 24 May 1871'],
    ['../1871-05-23', '1871-05-23', 'by 23 May – 23 May 1871'],
    ['../..', null, 'by 23 May 1871'],
  ]) {
    EVENTS.edtf[2] = edtf;
    EVENTS.end[2] = end;
    assert.equal(whenText(2).replaceAll('\u00a0', ' '), said);
  }
  [EVENTS.edtf[2], EVENTS.part_of_day[2], EVENTS.end[2]] = [before[0], before[1], null];
});

test('braces that nobody fills stay as they are', () => {
  show({});
  assert.equal(fill('{title}, {year}: {n} of {m}', { n: 3 }), 'A sample, 1871: 3 of {m}');
});

/** @param {string} query */
const found = (query) =>
  find(query).map((one) => (one.kind === 'answer' ? `answer ${one.answer.name}` : `${one.kind} ${one.row}`));

test('a street is found under its name of then and of today, a house under its number', () => {
  assert.deepEqual(found('rue de rivoli'), ['answer Rue de Rivoli']);
  assert.deepEqual(found('denfert'), ['answer Rue d’Enfer']);
  assert.deepEqual(found('29 rue de Rivoli'), ['answer 29 Rue de Rivoli', 'house 0']);
});

test('a place comes before the events of it, and a misspelling is forgiven', () => {
  assert.equal(found('hotel de ville')[0], 'answer Hôtel de ville');
  assert.equal(found('autueil')[0], 'answer Porte d’Auteuil');
  assert.deepEqual(found('xyzzy'), []);
});

/** @param {number} zoom */
const viewAt = (zoom) => ({
  zoom,
  scale: 2 ** zoom,
  ox: (132.6 - 0) * 2 ** zoom - 4e5,
  oy: 87.6 * 2 ** zoom - 4e5,
  width: 8e5,
  height: 8e5,
  dpr: 1,
  pad: /** @type {[number, number]} */ ([0, 0]),
  metres: 1,
  day: '1871-05-23',
});

test('the marks of one spot stand beside each other, though they belong to two places', () => {
  show({ day: '1871-05-23' });
  const marks = spreadOut(viewAt(14), inSight(viewAt(14)));
  assert.deepEqual(marks.map(({ i }) => i).sort(), [1, 2, 4]);
  for (const [k, { x, y }] of marks.entries())
    for (const other of marks.slice(k + 1)) assert.ok(Math.hypot(x - other.x, y - other.y) > 10);
});

test('the chosen mark is painted last and keeps its place in the pile', () => {
  show({ day: '1871-05-23' });
  const before = new Map(layoutOf(viewAt(15)).marks.map(({ i, z }) => [i, z]));
  for (const [i, id] of [
    [1, 'gate-capture'],
    [4, 'gate-shots'],
  ]) {
    setState({ event: String(id) });
    const { marks } = layoutOf(viewAt(15));
    assert.equal(marks[marks.length - 1].i, i);
    for (const mark of marks) assert.equal(mark.z, before.get(mark.i));
  }
});

test('the language stands in the address where it is not the reader’s own', () => {
  show({ day: '1871-05-23' });
  assert.equal(addressOf(), '#1871-05-23');
  setState({ lang: 'fr' });
  assert.equal(addressOf(), '#1871-05-23?lang=fr');
  assert.equal(readAddress('#1871-05-23?lang=fr').lang, 'fr');
  assert.equal(readAddress('#1871-05-23?lang=xx').lang, undefined);
  assert.equal(readAddress('#1871-05-23').lang, undefined);
});

for (const mangled of [
  '#1871-05-24%2Ftown-hall-fire',
  '#/1871-05-24/town-hall-fire',
  '#1871-05-24/town-hall-fire).',
  '#1871-05-24/town-hall-fire/',
  '#1871-05-24/town-hall-fire”',
]) {
  test(`${mangled} opens the event`, () => {
    const { day, event } = readAddress(mangled);
    assert.deepEqual([day, event], ['1871-05-24', 'town-hall-fire']);
  });
}

test('a day and a house are found though marks cling to them', () => {
  assert.equal(readAddress('#1871-05-24)').day, '1871-05-24');
  assert.equal(readAddress('#1871-05-24%2Fhouse%2Frivoli-29,').house, 'rivoli-29');
});

test('numbers are written as each language writes them', () => {
  for (const [lang, locale] of /** @type {[Lang, string][]} */ ([
    ['en', 'en-GB'],
    ['fr', 'fr-FR'],
  ])) {
    state.lang = lang;
    for (const value of [0, 7, 999, 1000, 12_345, 1_234_567])
      assert.equal(numberText(value), new Intl.NumberFormat(locale).format(value));
  }
  state.lang = 'en';
});
