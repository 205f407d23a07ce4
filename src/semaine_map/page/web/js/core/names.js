/* Names and addresses as people write them, brought to the words by which they are compared: as history/names.py, by the
   same rules and held by the same cases. */

/** @typedef {{kind: string, core: string, qualifier: string, spelled: string, key: string}} Name */
/** @typedef {{name: Name, number: number | null, suffix: string, arrondissement: number | null}} Query */

/**
 * Words of a text in any script: no accents, ligatures, punctuation or capitals.
 * @param {string} text
 * @param {Record<string, string>} letters
 */
export function wordsOf(text, letters) {
  const low = text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
  const spelled = Array.from(low, (letter) => letters[letter] ?? letter).join('');
  return /** @type {string[]} */ (spelled.match(/[\p{L}\p{N}]+/gu) ?? []);
}

/**
 * Make a reader of names by the record's rules.
 * @param {NameRules} rules
 */
export function nameReader(rules) {
  const little = new Set(rules.little);
  const kinds = new Set(rules.kinds);
  const ownNameKinds = new Set(rules.own_name_kinds);
  const cornerWords = new Set(rules.corner_words);
  const suffixes = new Set(rules.suffixes);
  const signs = new Set(rules.number_signs);
  const city = new Set(rules.city);
  const districts = new Set(rules.districts);
  const NUMBER = new RegExp(`^(\\d{1,4})(${rules.suffixes.join('|')})?$`);
  const DISTRICT = new RegExp(`^(\\d{1,2}|${[...rules.roman].reverse().join('|')})(?:e|er|eme|ieme)$`);
  const POSTCODE = rules.postcode ? new RegExp(`^${rules.postcode}(\\d\\d)$`) : /(?!)/;
  /** @type {Record<string, string>} */
  const words = { ...rules.words };
  rules.numerals.forEach((word, n) => {
    words[String(n)] = word;
  });

  /** @param {string} text */
  const split = (text) => [...wordsOf(text, rules.letters)];
  /** @param {string} word */
  const first = (word) => rules.first[word] ?? word;
  /** @param {string} word */
  const isKind = (word) => kinds.has(first(word));

  /** Where the name begins behind a house number. @param {string[]} part */
  function skipNumber(part) {
    let at = signs.has(part[0]) && part.length > 1 && NUMBER.test(part[1]) ? 1 : 0;
    if (!NUMBER.test(part[at])) return 0;
    at += 1;
    while (at < part.length && (NUMBER.test(part[at]) || suffixes.has(part[at]) || part[at] === 'et'))
      at += 1;
    return at;
  }

  /** The house number that a part is and nothing else. @param {string[]} part @returns {[number, string] | null} */
  function numberAlone(part) {
    const rest = part.length && signs.has(part[0]) ? part.slice(1) : part;
    const found = rest.length ? NUMBER.exec(rest[0]) : null;
    if (!found || rest.length > 2) return null;
    const suffix = found[2] ?? '';
    if (rest.length === 1) return [Number(found[1]), suffix];
    return suffixes.has(rest[1]) && !suffix ? [Number(found[1]), rest[1]] : null;
  }

  /** The words that name the way, and those of the other parts. @param {string} text @returns {[string[], string[][]]} */
  function mainPart(text) {
    const parts = text
      .split(/[(),;\n]/)
      .map((part) => split(part))
      .filter((part) => part.length)
      .map((part) => (part.length > 2 && little.has(part[0]) && isKind(part[1]) ? part.slice(1) : part));
    if (!parts.length) return [[], []];
    /** @param {number} at */
    const without = (at) => [...parts.slice(0, at), ...parts.slice(at + 1)];
    for (const [at, part] of parts.entries()) {
      const start = skipNumber(part);
      if (start >= part.length || !isKind(part[start])) continue;
      // "Bac (rue du)": the name stands before its kind.
      if (at && part.slice(start + 1).every((word) => little.has(word)))
        return [
          [...part, ...parts[at - 1]],
          [...parts.slice(0, at - 1), ...parts.slice(at + 1)],
        ];
      if (part.length > start + 1 || at === 0) return [part, without(at)];
    }
    const at = Math.max(
      0,
      parts.findIndex((part) => numberAlone(part) === null),
    );
    return [parts[at], without(at)];
  }

  /** A house number split off the front or the back. @param {string[]} part @returns {[[number, string] | null, string[]]} */
  function splitNumber(part) {
    if (!part.length) return [null, part];
    let at = skipNumber(part);
    if (at && at < part.length) {
      const start = signs.has(part[0]) ? 1 : 0;
      if (!isKind(part[at])) {
        // "12 d'Artois": only what surely belongs to the number goes with it.
        at = start + 1;
        if (at < part.length - 1 && suffixes.has(part[at]) && part[at].length > 1) at += 1;
      }
      const found = NUMBER.exec(part[start]);
      const next = start + 1 < at && suffixes.has(part[start + 1]) ? part[start + 1] : '';
      return [[Number(found?.[1] ?? 0), found?.[2] || next], part.slice(at)];
    }
    for (const length of [3, 2, 1]) {
      const tail = part.slice(-length);
      if (part.length <= length || (length === 3 && !signs.has(tail[0]))) continue;
      const found = numberAlone(tail);
      if (found) return [found, part.slice(0, -length)];
    }
    return [null, part];
  }

  /** @param {string} word */
  function districtOf(word) {
    const number = /^\d+$/.test(word) ? Number(word) : rules.roman.indexOf(word) + 1;
    return number >= 1 && number <= rules.roman.length ? number : null;
  }

  /** A city, a postcode or an arrondissement taken off the end. @param {string[]} part @returns {[string[], number | null]} */
  function withoutDistrict(part) {
    let rest = [...part];
    /** @type {number | null} */
    let found = null;
    while (rest.length) {
      const last = rest[rest.length - 1];
      const before = rest.length > 1 ? rest[rest.length - 2] : '';
      const district = DISTRICT.exec(last);
      const postcode = POSTCODE.exec(last);
      if (districts.has(last) && before && districtOf(before)) {
        found = districtOf(before);
        rest = rest.slice(0, -2);
      } else if (districts.has(last) && before && DISTRICT.test(before)) rest = rest.slice(0, -1);
      else if (district && districtOf(district[1])) {
        found = districtOf(district[1]);
        rest = rest.slice(0, -1);
      } else if (postcode) {
        found = Number(postcode[1]) || null;
        rest = rest.slice(0, -1);
      } else if (before && city.has(before) && /^\d{1,2}$/.test(last)) {
        found = Number(last);
        rest = rest.slice(0, -2);
      } else if (city.has(last) && rest.slice(0, -1).some((word) => !little.has(word) && !isKind(word)))
        rest = rest.slice(0, -1);
      else break;
    }
    return [rest, found];
  }

  /**
   * @param {string[]} part
   * @param {string[]} others
   * @returns {Name}
   */
  function named(part, others) {
    const kind = part.length > 1 && isKind(part[0]) ? first(part[0]) : '';
    const rest = kind ? part.slice(1) : part;
    /** @type {string[]} */
    const spelled = [];
    for (let at = 0; at < rest.length; at += 1) {
      if (rest[at] === 'n' && rest[at + 1] === 'd') {
        spelled.push('notre', 'dame');
        at += 1;
      } else spelled.push(...(words[rest[at].replace(/^0+/, '') || rest[at]] ?? rest[at]).split(' '));
    }
    const telling = spelled.filter((word) => !little.has(word));
    const core = (telling.length ? telling : spelled).join(' ');
    const besides = part.length
      ? others.filter((word) => !little.has(word)).map((word) => words[word] ?? word)
      : others;
    return {
      kind,
      core,
      qualifier: besides.join(' '),
      spelled: spelled.join(' '),
      key: `${kind} ${core}`.trim(),
    };
  }

  /** A name of the record; what stands in brackets tells it from others, but for an arrondissement. @param {string} text */
  function readName(text) {
    const [main, others] = mainPart(text);
    return named(main, others.filter((part) => withoutDistrict(part)[0].length).flat());
  }

  /**
   * The names of the two streets whose corner a text asks for, or null where it asks for something else.
   * @param {string} text
   * @returns {[string, string] | null}
   */
  function namesAtCorner(text) {
    /** @type {string[][]} */
    const parts = [[]];
    for (const word of split(text.replace(/[/&×,;]/g, ' et '))) {
      if (cornerWords.has(word)) parts.push([]);
      else parts[parts.length - 1].push(word);
    }
    const named = parts
      .map((part) => {
        const telling = part.flatMap((word, k) => (little.has(word) ? [] : [k]));
        return part.slice(telling[0] ?? part.length, (telling[telling.length - 1] ?? 0) + 1);
      })
      .filter((part) => withoutDistrict(part)[0].some((word) => !city.has(word)));
    if (named.length !== 2 || !named.every((part) => part.length > 1 && isKind(part[0]))) return null;
    return [named[0].join(' '), named[1].join(' ')];
  }

  /**
   * Whether a place is itself called so today, or only stood on a square or a street of that name.
   * @param {string} today
   * @param {string} kind of the place
   */
  function isOwnName(today, kind) {
    const [word = ''] = split(today);
    const way = readName(today).kind;
    if (way && first(word) !== way) return false;
    if (kind === 'crossing') return namesAtCorner(today) !== null;
    return ownNameKinds.has(kind) || !(way || /^\d+$/.test(word));
  }

  /** The ways in which an address can be read, the likeliest first. @param {string} text @returns {Query[]} */
  function readAddress(text) {
    const [main, others] = mainPart(text);
    /** @type {number | null} */
    let beside = null;
    /** @type {[number, string] | null} */
    let number = null;
    /** @type {string[]} */
    const left = [];
    for (const part of others) {
      const [rest, found] = withoutDistrict(part);
      beside = found ?? beside;
      /** @type {[number, string] | null} */
      const alone = number === null ? numberAlone(rest) : null;
      if (alone) number = alone;
      else if (rest.some((word) => !city.has(word))) left.push(...rest);
    }
    const [short, found] = withoutDistrict(main);
    /** @type {[[number, string] | null, string[]]} */
    const [house, rest] = number ? [number, short] : splitNumber(short);
    /**
     * @param {string[]} part
     * @param {[number, string] | null} of
     * @param {number | null} arrondissement
     */
    const query = (part, of, arrondissement) => ({
      name: named(part, left),
      number: of ? of[0] : null,
      suffix: of ? of[1] : '',
      arrondissement,
    });
    const queries = [query(rest, house, found ?? beside)];
    if (house && !number) queries.push(query(short, null, found ?? beside));
    // The "Ier" of the rue François-Ier is no arrondissement.
    if (found) queries.push(query(main, number, beside));
    return queries;
  }

  return { isOwnName, namesAtCorner, readName, readAddress };
}
