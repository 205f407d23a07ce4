/* The page reads names and addresses as the terminal does: the same rules, the same cases (tests/data/addresses.json). */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { distanceOfWords, makeGazetteer } from '../../src/semaine_map/page/web/js/core/gazetteer.js';
import { worldX, worldY } from '../../src/semaine_map/page/web/js/core/geometry.js';
import { nameReader } from '../../src/semaine_map/page/web/js/core/names.js';
import { spelledNumbers } from '../../src/semaine_map/page/web/js/core/numbering.js';

/** @param {string} path */
const json = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf-8'));

const CASES = json('../data/addresses.json');
const RULES = {
  ...json('../../src/semaine_map/history/names.json'),
  city: CASES.city.names,
  postcode: CASES.city.postcode,
};

test('every way of writing an address is read as in the terminal', () => {
  const { readAddress } = nameReader(RULES);
  for (const { asked, kind, core, qualifier, number, suffix, arrondissement } of CASES.read) {
    const [query] = readAddress(asked);
    assert.deepEqual(
      {
        kind: query.name.kind,
        core: query.name.core,
        qualifier: query.name.qualifier,
        number: query.number,
        suffix: query.suffix,
        arrondissement: query.arrondissement,
      },
      { kind, core, qualifier, number, suffix, arrondissement },
      asked,
    );
  }
});

test('every address of the little town is found where the terminal finds it', () => {
  const { lines, places, packed } = CASES.town;
  const streets = lines.map((/** @type {{n: string, t?: string, line: number[][]}} */ { n, t, line }) => ({
    n,
    t,
    paths: [Float64Array.from(line.flatMap(([lon, lat]) => [worldX(lon), worldY(lat)]))],
  }));
  const named = { ...places, name_then: places.name_1871 };
  const { answers } = makeGazetteer({ ...packed, rules: RULES }, named, streets);
  for (const { asked, found } of CASES.found) {
    const given = answers(asked);
    assert.deepEqual(
      given.map(({ name }) => name),
      found.map((/** @type {{name: string}} */ { name }) => name),
      asked,
    );
    for (const [k, { x, y, radius, score }] of given.entries()) {
      assert.ok(Math.abs(score - found[k].score) < 0.002, `${asked}: ${score}`);
      assert.ok(Math.abs(x - worldX(found[k].lon)) < 3e-5, `${asked}: x`);
      assert.ok(Math.abs(y - worldY(found[k].lat)) < 3e-5, `${asked}: y`);
      assert.ok(Math.abs(radius - found[k].radius) <= 3, `${asked}: ${radius} for ${found[k].radius}`);
    }
  }
});

test('words differ by letters added, left out, changed or swapped', () => {
  assert.equal(distanceOfWords('roquete', 'roquette'), 1);
  assert.equal(distanceOfWords('rvioli', 'rivoli'), 1);
  assert.equal(distanceOfWords('', 'bac'), 3);
});

test('numbers come back from their letters', () => {
  assert.deepEqual(spelledNumbers('A?Q{@eK'), [1, 0, 9, 30, 195]);
});
