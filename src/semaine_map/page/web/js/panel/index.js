/* What the search box knows: events, places, streets and damaged houses, under the names of then and now. */

import { EVENT_COUNT, EVENTS, HOUSES, PEOPLE, PLACES } from '../core/payload.js';
import { isNear, plain } from '../core/text.js';
import { ground, todaysName } from '../map/ground.js';
import { houseAddress } from '../map/houses.js';

/** @typedef {{name: string, also: string, words: string, kind: 'event' | 'place' | 'street' | 'house' | 'person',
 *             row: number}} Entry */

/** @type {Entry[] | null} */
let entries = null;

/** Kinds of place whose name of today is their own. */
const OWN_NAME = new Set('square street quay bridge gate park cemetery island district'.split(' '));

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
   */
  const add = (kind, row, name, also, more = '') => {
    made.push({ kind, row, name, also, words: ` ${plain(`${name} ${also} ${more}`)}` });
  };
  PLACES.name_then.forEach((name, row) => {
    add('place', row, name, PLACES.name_today[row] ?? '');
  });
  ground.streets.forEach((street, row) => {
    if (street.n) add('street', row, street.n, todaysName(street) ?? '');
  });
  HOUSES.id.forEach((_, row) => {
    const today = HOUSES.name_today[row];
    add('house', row, houseAddress(row), today ? houseAddress(row, today) : '', HOUSES.named[row] ?? '');
  });
  PEOPLE.name.forEach((name, row) => {
    add('person', row, name, '', PEOPLE.variants[row] ?? '');
  });
  for (let i = 0; i < EVENT_COUNT; i += 1) {
    const texts = [EVENTS.title_fr[i], EVENTS.summary_en[i], EVENTS.summary_fr[i]].join(' ');
    add('event', i, EVENTS.title_en[i], PLACES.name_then[EVENTS.place[i]], texts);
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
  const title = ` ${plain(`${entry.name} ${entry.also}`)}`;
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
  const [name, also] = [plain(entry.name), plain(entry.also.replace(/ \(.*/, ''))];
  if (name === phrase) score += 7;
  // A square is known by its name of today, a shop on it by its own.
  else if (also === phrase) score += entry.kind === 'place' && OWN_NAME.has(PLACES.kind[entry.row]) ? 6.5 : 6;
  else if (name.startsWith(phrase) || also.startsWith(`${phrase} `)) score += 5;
  else if (title.includes(` ${phrase}`)) score += 2;
  return (
    score + { street: 1.5, place: 2, house: 0, event: 0, person: 3 }[entry.kind] - entry.name.length / 100
  );
}

/**
 * Find up to twelve entries, the best first; a misspelling is forgiven when nothing else is found.
 * @param {string} query
 * @returns {Entry[]}
 */
export function find(query) {
  const words = plain(query).split(' ').filter(Boolean);
  const telling = words.filter((word) => !HOLLOW.has(word));
  const asked = telling.length ? telling : words;
  if (!asked.length) return [];
  for (const loose of [false, true]) {
    /** @type {{entry: Entry, score: number}[]} */
    const found = [];
    for (const entry of searchEntries()) {
      if (!loose && !entry.words.includes(` ${asked.find((word) => !/^\d+$/.test(word)) ?? asked[0]}`))
        continue;
      const score = scoreOf(entry, asked, loose, words.join(' '));
      if (score > 0) found.push({ entry, score });
    }
    if (found.length) return onePerName(found.sort((a, b) => b.score - a.score).map(({ entry }) => entry));
  }
  return [];
}

/**
 * A street that is also a place of events is one answer: the place.
 * @param {Entry[]} found
 */
function onePerName(found) {
  /** @type {Set<string>} */
  const places = new Set();
  for (const { kind, name } of found) if (kind === 'place') places.add(plain(name));
  const seen = new Set();
  return found
    .filter(({ kind, name }) => {
      if (kind === 'event' || kind === 'house' || kind === 'person') return true;
      const key = plain(name);
      if ((kind !== 'place' && places.has(key)) || seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, 12);
}
