/* Names of then and now, and house numbers, to positions: as history/gazetteer.py does in the terminal. */

import { meeting } from './corners.js';
import { worldX, worldY } from './geometry.js';
import { nameReader } from './names.js';
import { numbersOf, placeOfNumber } from './numbering.js';

/** @typedef {import('./names.js').Name} Name */
/** @typedef {import('./names.js').Query} Query */
/** @typedef {{n?: string, t?: string, paths: Path[]}} StreetLine */
/** @typedef {{street: number, place: number}} Thing row of a street or of a place, the other -1 */
/** @typedef {{name: Name, role: 'then' | 'variant' | 'today' | 'shop_today', thing: Thing}} NameEntry */
/**
 * @typedef {object} Answer
 * @property {string} name in 1871, with the house number
 * @property {string} today name today, with the house number
 * @property {number} x world coordinate
 * @property {number} y world coordinate
 * @property {number} radius metres
 * @property {string} method
 * @property {number} street row, or -1
 * @property {number} place row, or -1
 * @property {number | null} number
 * @property {string} renamed
 * @property {number} score
 * @property {Path[]} paths the lines of the street
 */

/** Metres in a degree of latitude. */
const DEGREE = 111_195;

const MOST_ANSWERS = 20;

/** Metres in a unit of world coordinates at a latitude's world coordinate. @param {number} y */
export const metresInUnit = (y) => (DEGREE * 360) / 256 / Math.cosh(Math.PI * (1 - (2 * y) / 256));

/**
 * Count the letters to be added, left out, changed or swapped to make one word of another.
 * @param {string} a
 * @param {string} b
 */
export function distanceOfWords(a, b) {
  let [before, row] = [/** @type {number[]} */ ([]), Array.from({ length: b.length + 1 }, (_, k) => k)];
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let k = 1; k <= b.length; k += 1) {
      const same = a[i - 1] === b[k - 1] ? 0 : 1;
      next[k] = Math.min(row[k] + 1, next[k - 1] + 1, row[k - 1] + same);
      if (i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1])
        next[k] = Math.min(next[k], before[k - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}

/**
 * Gather values under keys.
 * @template V
 * @param {Map<string, V[]>} map
 * @param {string} key
 * @param {V} value
 */
function put(map, key, value) {
  const same = map.get(key);
  if (same) same.push(value);
  else map.set(key, [value]);
}

/**
 * Make the gazetteer of a record.
 * @param {PackedGazetteer} packed
 * @param {Pick<PlaceColumns, 'id' | 'name_then' | 'name_today' | 'kind' | 'lon' | 'lat' | 'precision_m' | 'method'>} places
 * @param {StreetLine[]} lines
 */
export function makeGazetteer(packed, places, lines) {
  const { rules } = packed;
  const { scores } = rules;
  const { isOwnName, namesAtCorner, readName, readAddress } = nameReader(rules);
  const mapped = lines.length;
  const count = mapped + packed.unmapped.length;
  /** @param {number} row */
  const then = (row) => (row < mapped ? (lines[row].n ?? '') : packed.unmapped[row - mapped][0]);
  /** @param {number} row */
  const now = (row) => (row < mapped ? lines[row].t : packed.unmapped[row - mapped][1]) || then(row);

  /** @type {Map<string, NameEntry[]>} */
  const byCore = new Map();
  /** @type {Map<string, NameEntry[]>} */
  const byKey = new Map();
  /** @type {Map<string, NameEntry[]>} */
  const joined = new Map();
  /** The lines of each name. @type {Map<string, number[]>} */
  const parts = new Map();
  /** @type {(NumbersOfStreet | null | undefined)[]} */
  const numbers = [];

  /**
   * @param {Name} name
   * @param {NameEntry['role']} role
   * @param {Thing} thing
   */
  function add(name, role, thing) {
    if (!name.core) return;
    const entry = { name, role, thing };
    for (const key of new Set([name.key, `${name.key} ${name.qualifier}`.trim()])) put(byKey, key, entry);
    put(byCore, name.core, entry);
    put(joined, name.core.replaceAll(' ', ''), entry);
  }

  /** @param {Name} a @param {Name} b */
  const isSame = (a, b) => a.key === b.key && a.spelled === b.spelled && a.qualifier === b.qualifier;

  /** @type {Thing[]} */
  const streets = Array.from({ length: count }, (_, street) => ({ street, place: -1 }));
  /** @type {Map<number, Thing>} */
  const squares = new Map();
  for (let row = 0; row < count; row += 1) {
    if (!then(row)) continue;
    if (row < mapped) put(parts, then(row), row);
    const own = readName(then(row));
    add(own, 'then', streets[row]);
    for (const variant of (packed.variants[row] ?? '').split('|')) {
      const name = readName(variant);
      if (variant && !isSame(name, own)) add(name, 'variant', streets[row]);
    }
    const today = readName(now(row));
    if (!isSame(today, own)) add(today, 'today', streets[row]);
    for (const place of packed.squares[row] ?? []) squares.set(place, streets[row]);
  }
  const things = places.id.map((_, place) => ({ street: -1, place }));
  places.name_then.forEach((name, place) => {
    const own = readName(name);
    const square = squares.get(place);
    if (!square) add(own, 'then', things[place]);
    const called = places.name_today[place] ?? '';
    const today = readName(called);
    const role = isOwnName(called, places.kind[place]) ? 'today' : 'shop_today';
    if (!isSame(today, own)) add(today, role, square ?? things[place]);
  });
  for (const { name, place } of packed.aliases)
    if (place >= 0) add(readName(name), 'variant', squares.get(place) ?? things[place]);
  const cores = [...byCore.keys()];

  /** How well one name of a thing fits what else was asked. @param {NameEntry} entry @param {Query} asked */
  function weightOf({ name, role, thing }, asked) {
    let weight = role === 'then' ? 1 : scores[role];
    if (name.kind !== asked.name.kind) weight *= asked.name.kind ? scores.kind_differs : scores.kind_left_out;
    if (name.spelled !== asked.name.spelled && name.core === asked.name.core)
      weight *= scores.little_words_differ;
    if (name.qualifier) {
      const said = new Set([...asked.name.qualifier.split(' '), ...asked.name.core.split(' ')]);
      if (!name.qualifier.split(' ').every((word) => said.has(word)))
        weight *= thing.street >= 0 ? scores.qualifier_left_out : scores.place_left_out;
    } else if (asked.name.qualifier) weight *= scores.qualifier_unknown;
    if (thing.street < 0) return asked.number === null ? weight : weight * scores.no_numbers;
    const areas = packed.arrondissements[thing.street];
    if (asked.arrondissement && areas && !areas.split(' ').includes(String(asked.arrondissement)))
      weight *= scores.other_arrondissement;
    return weight;
  }

  /** The names that a reading may mean. @param {Query} asked @returns {[number, NameEntry][]} */
  function matches(asked) {
    const { core, key } = asked.name;
    if (!core) return [];
    /** @type {[number, NameEntry][]} */
    let found = [...new Set([...(byCore.get(core) ?? []), ...(byKey.get(key) ?? [])])].map((entry) => [
      weightOf(entry, asked),
      entry,
    ]);
    if (!found.length)
      found = (joined.get(core.replaceAll(' ', '')) ?? []).map((entry) => [
        scores.joined * weightOf(entry, asked),
        entry,
      ]);
    if (found.some(([score]) => score >= scores.enough)) return found;
    const near = cores
      .filter((other) => other !== core)
      .map((other) => {
        const longest = Math.max(other.length, core.length);
        const least = Math.abs(other.length - core.length) / longest;
        return { other, near: 1 - least < scores.nearest ? 0 : 1 - distanceOfWords(core, other) / longest };
      })
      .filter((one) => one.near >= scores.nearest)
      .sort((a, b) => b.near - a.near)
      .slice(0, MOST_ANSWERS);
    for (const { other, near: similarity } of near) {
      let score = scores.similar * similarity;
      // Short names, and those that begin otherwise, are other names more often than slips of the pen.
      if (Math.min(other.length, core.length) < rules.shortest_similar || other[0] !== core[0])
        score = Math.min(score, scores.answer - 0.05);
      for (const entry of byCore.get(other) ?? []) found.push([score * weightOf(entry, asked), entry]);
    }
    return found.length ? found : holding(asked);
  }

  /** The names that hold every word asked for, the last perhaps only begun. @param {Query} asked */
  function holding(asked) {
    const words = asked.name.core.split(' ');
    const last = words[words.length - 1];
    /** @type {[number, NameEntry][]} */
    const found = [];
    for (const [core, entries] of byCore) {
      if (!core.includes(last)) continue;
      const held = core.split(' ');
      if (!words.slice(0, -1).every((word) => held.includes(word))) continue;
      if (!held.some((word) => word.startsWith(last))) continue;
      const score = scores.part + (scores.part_of * words.length) / held.length;
      for (const entry of entries) found.push([score * weightOf(entry, asked), entry]);
    }
    return found;
  }

  /**
   * Where a thing comes among those that fit alike: streets with a line, places, streets without one. Of places the more precise
   * comes first; of those that lie in what is called so today, the one that holds most of it.
   * @param {NameEntry} entry
   */
  const rankOf = ({ role, thing: { street, place } }) => {
    if (street >= 0) return street < mapped ? 0 : 2;
    const share = Math.min(places.precision_m[place], 99_999) / 100_000;
    return 1 + (role === 'today' ? 1 - share : share) / 2;
  };

  /**
   * List what a text may mean, the likeliest first.
   * @param {string} text
   * @param {number} [most]
   * @returns {Answer[]}
   */
  function answers(text, most = MOST_ANSWERS) {
    /** @type {Map<Thing, {score: number, entry: NameEntry, asked: Query, order: number}>} */
    const best = new Map();
    for (const asked of readAddress(text)) {
      for (const [score, entry] of matches(asked)) {
        const known = best.get(entry.thing);
        if (!known || score > known.score)
          best.set(entry.thing, { score, entry, asked, order: known?.order ?? best.size });
      }
      if ([...best.values()].some(({ score }) => score >= scores.sure)) break;
    }
    const ranked = [...best.values()].sort(
      (a, b) => b.score - a.score || rankOf(a.entry) - rankOf(b.entry) || a.order - b.order,
    );
    /** @type {Set<number>} */
    const given = new Set();
    /** @type {Answer[]} */
    const found = [];
    for (const { score, entry, asked } of ranked) {
      const { street, place } = entry.thing;
      if (street >= 0 && given.has(street)) continue;
      if (street >= 0) for (const part of partsOf(street)) given.add(part);
      const answer = street < 0 ? ofPlace(place) : ofStreet(street, asked, entry);
      found.push({ ...answer, score: Math.round(score * 1000) / 1000 });
      if (found.length >= most) break;
    }
    const corner = cornerOf(text);
    if (!corner) return found;
    // A place of the record that bears the very name, with all that is told of it, is the better answer.
    const sure = found.findIndex(
      ({ place, street, score }) => place < 0 || street >= 0 || score < scores.sure,
    );
    found.splice(sure < 0 ? found.length : sure, 0, corner);
    return found.slice(0, most);
  }

  /** The corner of the two streets that a text names, if it names two and they meet. @param {string} text */
  function cornerOf(text) {
    const names = namesAtCorner(text);
    if (!names) return null;
    const [streets, others] = names.map(called);
    /** @type {Answer | null} */
    let best = null;
    for (const one of streets) {
      for (const two of others) {
        const score = one.score * two.score;
        if (one.street === two.street || (best && score <= best.score)) continue;
        const { paths } = lines[one.street];
        const met = meeting(paths, lines[two.street].paths, metresInUnit(paths[0][1]), rules.corner_m);
        if (!met) continue;
        const both = (/** @type {(row: number) => string} */ name) => {
          const [first, second] = [name(one.street), name(two.street)];
          return `${first} / ${second.slice(0, 1).toLowerCase()}${second.slice(1)}`;
        };
        const where = {
          ...met,
          method: 'crossing',
          street: -1,
          place: -1,
          number: null,
          renamed: '',
          paths: [],
        };
        best = { ...where, name: both(then), today: both(now), score };
      }
    }
    return best && { ...best, score: Math.round(best.score * 1000) / 1000 };
  }

  /** The lines of the streets that a name may mean, each with its score. @param {string} name */
  const called = (name) =>
    matches({ name: readName(name), number: null, suffix: '', arrondissement: null })
      .filter(([score, { thing }]) => score >= scores.answer && thing.street >= 0 && thing.street < mapped)
      .flatMap(([score, { thing }]) => partsOf(thing.street).map((street) => ({ score, street })));

  /** The lines of one street. @param {number} street */
  const partsOf = (street) => (street < mapped ? (parts.get(then(street)) ?? [street]) : [street]);

  /** @param {number} place @returns {Answer} */
  const ofPlace = (place) => ({
    name: places.name_then[place],
    today: places.name_today[place] ?? '',
    x: worldX(places.lon[place]),
    y: worldY(places.lat[place]),
    radius: places.precision_m[place],
    method: places.method[place],
    street: -1,
    place,
    number: null,
    renamed: '',
    score: 1,
    paths: [],
  });

  /**
   * @param {number} street
   * @param {Query} asked
   * @param {NameEntry} entry
   */
  function ofStreet(street, asked, entry) {
    const isPart = asked.number !== null && entry.role === 'today' && entry.name.qualifier !== '';
    const options = partsOf(street).map((part) => inStreet(part, asked.number, asked.suffix));
    let found = options.reduce((a, b) => (b.radius < a.radius ? b : a));
    if (isPart) {
      const whole = inStreet(street, null, '');
      found = {
        ...found,
        x: whole.x,
        y: whole.y,
        radius: rules.part_reach * whole.radius,
        method: whole.method,
      };
    }
    const square = packed.squares[street]?.[0];
    if (square === undefined || asked.number !== null) return found;
    const at = ofPlace(square);
    const reach = Math.max(at.radius, Math.round(reachFrom(street, at.x, at.y)));
    found = { ...found, place: square };
    return reach <= found.radius ? { ...found, x: at.x, y: at.y, radius: reach } : found;
  }

  /**
   * @param {number} street
   * @param {number | null} number
   * @param {string} suffix
   * @returns {Answer}
   */
  function inStreet(street, number, suffix) {
    const shown = number === null ? '' : `${[number, suffix].filter(Boolean).join(' ')} `;
    const { x, y, radius, method } = whereInStreet(street, number);
    return {
      name: shown + then(street),
      today: shown + now(street),
      x,
      y,
      radius: Math.max(rules.least_radius_m, Math.round(radius)),
      method,
      street,
      place: -1,
      number,
      renamed: packed.renamed[street] ?? '',
      score: 1,
      paths: street < mapped ? partsOf(street).flatMap((part) => lines[part].paths) : [],
    };
  }

  /** @param {number} street @param {number | null} number */
  function whereInStreet(street, number) {
    if (street >= mapped) {
      const [lon, lat, radius] = packed.circles[packed.arrondissements[street]];
      return { x: worldX(lon), y: worldY(lat), radius, method: 'arrondissement' };
    }
    const along = number === null ? null : numbersIn(street);
    const whole = (/** @type {{x: number, y: number}} */ { x, y }) =>
      reachFrom(street, x, y) + rules.beyond_street_m;
    if (number === null || !along) {
      const middle = pointOf(lines[street].paths[0], 0.5, 0);
      return { ...middle, radius: whole(middle), method: 'whole-street' };
    }
    const [part, left, radius] = placeOfNumber(along, number);
    const at = pointOf(lines[street].paths[0], part, left);
    if (along.estimated) {
      const near = rules.estimated_m + rules.estimated_share * number * along.spacing;
      return { ...at, radius: along.sure ? Math.min(near, whole(at)) : whole(at), method: 'estimated' };
    }
    return { ...at, radius: Math.min(radius, whole(at)), method: 'address' };
  }

  /** @param {number} street */
  function numbersIn(street) {
    if (numbers[street] === undefined) numbers[street] = numbersOf(packed.numbers[street]);
    return numbers[street];
  }

  /** Metres from a point to the farthest point of a street. @param {number} street @param {number} x @param {number} y */
  function reachFrom(street, x, y) {
    let farthest = 0;
    for (const part of partsOf(street))
      for (const path of lines[part].paths)
        for (let k = 0; k < path.length; k += 2)
          farthest = Math.max(farthest, Math.hypot(path[k] - x, path[k + 1] - y));
    return farthest * metresInUnit(y);
  }

  return { answers, numbersIn };
}

/** @typedef {import('./numbering.js').Numbers} NumbersOfStreet */

/**
 * Find the point at a part of a path, so many metres to its left.
 * @param {Path} path
 * @param {number} part
 * @param {number} left
 */
export function pointOf(path, part, left) {
  const lengths = [0];
  for (let k = 2; k < path.length; k += 2)
    lengths.push(lengths[lengths.length - 1] + Math.hypot(path[k] - path[k - 2], path[k + 1] - path[k - 1]));
  const along = part * lengths[lengths.length - 1];
  let at = 0;
  while (at < lengths.length - 2 && lengths[at + 1] <= along) at += 1;
  const run = lengths[at + 1] - lengths[at];
  const share = run ? (along - lengths[at]) / run : 0;
  const [dx, dy] = [path[2 * at + 2] - path[2 * at], path[2 * at + 3] - path[2 * at + 1]];
  const [x, y] = [path[2 * at] + share * dx, path[2 * at + 1] + share * dy];
  const length = Math.hypot(dx, dy) || 1;
  const aside = left / metresInUnit(y);
  // Southwards is down: what is to the left of the way is turned the other way round.
  return { x: x + (dy / length) * aside, y: y - (dx / length) * aside };
}
