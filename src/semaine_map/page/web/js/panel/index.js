/* What the search box knows: addresses, streets and places under the names of then and now; events, people, damaged houses. */

import { EVENT_COUNT, EVENTS, HOUSES, PEOPLE, PLACES, payload } from '../core/payload.js';
import { isNear, plain } from '../core/text.js';
import { answersTo } from '../map/finder.js';
import { houseAddress } from '../map/houses.js';
import { eventsRound } from './pincard.js';

/** @typedef {import('../core/gazetteer.js').Answer} Answer */
/** @typedef {{name: string, titles: string[], also: string, words: string, alias: string, kind: 'event' | 'house' | 'person', row: number}} Entry */
/** @typedef {{kind: 'answer', answer: Answer} | {kind: 'event', row: number} | {kind: 'house', row: number} | {kind: 'person', row: number}} Found */

/** @type {Entry[] | null} */
let entries = null;

/** Words that hold no name. */
const HOLLOW = new Set('de du des la le les l d a au aux en et the of at in on'.split(' '));

/** Made at the first letter typed, not at opening: the map comes first. @returns {Entry[]} */
function searchEntries() {
  if (entries) return entries;
  /** @type {Entry[]} */
  const made = [];
  /**
   * @param {Entry['kind']} kind
   * @param {number} row
   * @param {string} name
   * @param {string} also
   * @param {string} [more]
   * @param {string[]} [aliases] other words for it
   * @param {string} [french] its name in the other language
   */
  const add = (kind, row, name, also, more = '', aliases = [], french = '') => {
    const words = ` ${plain([name, french, also, more, ...aliases].join(' '))}`;
    const titles = [name, french].filter(Boolean).map(plain);
    const alias = aliases.map((one) => ` ${plain(one)} `).join('|');
    made.push({ kind, row, name, titles, also, words, alias });
  };
  /** @type {Map<number, string[]>} */
  const aliases = new Map();
  for (const { name, event } of payload.gazetteer.aliases)
    if (event >= 0) aliases.set(event, [...(aliases.get(event) ?? []), name]);
  HOUSES.id.forEach((_, row) => {
    const today = HOUSES.name_today[row];
    add('house', row, houseAddress(row), today ? houseAddress(row, today) : '', HOUSES.named[row] ?? '');
  });
  PEOPLE.name.forEach((name, row) => {
    add('person', row, name, PEOPLE.name_fr[row] ?? '', PEOPLE.variants[row] ?? '');
  });
  for (let i = 0; i < EVENT_COUNT; i += 1) {
    const texts = [EVENTS.summary_en[i], EVENTS.summary_fr[i]].join(' ');
    const place = PLACES.name_then[EVENTS.place[i]];
    add('event', i, EVENTS.title_en[i], place, texts, aliases.get(i), EVENTS.title_fr[i]);
  }
  entries = made;
  return made;
}

/**
 * Say whether a word, or one a letter away, stands in a name.
 * @param {string} name
 * @param {string} word
 */
const isIn = (name, word) =>
  plain(name)
    .split(' ')
    .some((other) => isNear(word, other));

/**
 * A house is an answer to its whole number, or to the name of its shop; a street asked for is not all of its houses.
 * @param {Entry} entry
 * @param {string[]} asked
 */
function isHouseAsked(entry, asked) {
  const numbers = asked.filter((word) => /^\d+$/.test(word));
  if (numbers.length) return numbers.every((number) => `${entry.words} `.includes(` ${number} `));
  const shop = ` ${plain(HOUSES.named[entry.row] ?? '')}`;
  return asked.some(
    (word) => word.length > 2 && shop.includes(` ${word}`) && !plain(entry.name).includes(word),
  );
}

/**
 * Score an entry for the words asked; 0 is no match.
 * @param {Entry} entry
 * @param {string[]} asked
 * @param {boolean} loose
 * @param {string} phrase
 */
function scoreOf(entry, asked, loose, phrase) {
  const title = ` ${[...entry.titles, plain(entry.also)].join(' ')}`;
  let score = 0;
  if (entry.kind === 'house' && !isHouseAsked(entry, asked)) return 0;
  for (const word of asked) {
    if (title.includes(` ${word}`))
      score += title.includes(` ${word} `) || title.endsWith(` ${word}`) ? 4 : 3;
    else if (entry.words.includes(` ${word}`)) score += 1;
    else if (/^\d+$/.test(word)) score += 0;
    else if (loose && word.length >= 4 && title.split(' ').some((other) => isNear(word, other)))
      score += isIn(entry.name, word) ? 2.6 : 2;
    else return 0;
  }
  if (!score) return 0;
  const also = plain(entry.also.replace(/ \(.*/, ''));
  if (entry.titles.includes(phrase)) score += 7;
  else if (entry.alias.includes(` ${phrase} `)) score += 7;
  else if (also === phrase) score += 6;
  else if (entry.titles.some((one) => one.startsWith(phrase)) || also.startsWith(`${phrase} `)) score += 5;
  else if (title.includes(` ${phrase}`)) score += 2;
  return score + (entry.kind === 'person' ? 3 : 0) - entry.name.length / 100;
}

/**
 * Find events, people and houses by their words, the best first; a misspelling is forgiven when nothing else is found.
 * @param {string} query
 * @returns {{loose: boolean, phrase: string, worded: {entry: Entry, score: number}[]}} `phrase`: its words as titles are kept
 */
function findWords(query) {
  const words = plain(query).split(' ').filter(Boolean);
  const telling = words.filter((word) => !HOLLOW.has(word));
  const asked = telling.length ? telling : words;
  const phrase = words.join(' ');
  if (!asked.length) return { loose: false, phrase, worded: [] };
  for (const loose of [false, true]) {
    /** @type {{entry: Entry, score: number}[]} */
    const found = [];
    for (const entry of searchEntries()) {
      if (!loose && !entry.words.includes(` ${asked.find((word) => !/^\d+$/.test(word)) ?? asked[0]}`))
        continue;
      const score = scoreOf(entry, asked, loose, phrase);
      if (score > 0) found.push({ entry, score });
    }
    if (found.length) return { loose, phrase, worded: found.sort((a, b) => b.score - a.score) };
  }
  return { loose: true, phrase, worded: [] };
}

/**
 * Find what a query may mean, the best first: who or what bears that name, what weighs most there, the rest, what comes near.
 * @param {string} query
 * @returns {Found[]}
 */
export function find(query) {
  if (query.trim().length < 2) return [];
  const { answer: sure } = payload.gazetteer.rules.scores;
  const answers = answersTo(query);
  /** @param {Answer} answer @returns {Found} */
  const asFound = (answer) => ({ kind: 'answer', answer });
  const named = answers.filter(({ score }) => score >= sure).map(asFound);
  const perhaps = answers.filter(({ score }) => score < sure).map(asFound);
  const { loose, phrase, worded } = findWords(query);
  const ofKind = (/** @type {Entry['kind']} */ kind) => worded.filter(({ entry }) => entry.kind === kind);
  const people = ofKind('person').map(({ entry }) => entry);
  const houses = ofKind('house').map(({ entry }) => entry);
  const [first] = answers;
  const isAddress = named.length > 0 && first.number !== null;
  // Who types a title means that event; then come events of the very place, what weighs most before the rest; then those that
  // bear the words.
  const there = new Set(named.length ? eventsRound(first).spot : []);
  const isTitled = (/** @type {Entry} */ entry) => entry.titles.includes(phrase);
  const told = ofKind('event');
  const titled = told.map(({ entry }) => entry).filter(isTitled);
  const events = told
    .filter(({ entry }) => !isTitled(entry))
    .map(({ entry, score }) => ({
      entry,
      rank: there.has(entry.row) ? 1000 + EVENTS.weight[entry.row] : score,
    }))
    .sort((a, b) => b.rank - a.rank)
    .map(({ entry }) => entry);
  const begin =
    people.length && !isAddress ? [...people.slice(0, 3), ...named.slice(0, 1)] : named.slice(0, 1);
  return [
    ...titled,
    ...begin,
    ...(loose ? perhaps : []),
    ...(isAddress ? houses : []),
    ...events.slice(0, 2),
    ...named.slice(1),
    ...(isAddress ? [] : houses),
    ...events.slice(2),
    ...people.filter((one) => !begin.includes(one)),
    ...(loose ? [] : perhaps),
  ];
}
