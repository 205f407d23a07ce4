import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameMeant, splitHash } from '../../src/semaine_map/page/web/js/core/hash.js';

/** @param {string} hash */
const read = (hash) => {
  const { parts, query } = splitHash(hash);
  return [parts, Object.fromEntries(query)];
};

test('an address is its parts and its choices', () => {
  assert.deepEqual(read('#1871-05-24/a%20b/c?view=table&kinds=fire.fight'), [
    ['1871-05-24', 'a b', 'c'],
    { view: 'table', kinds: 'fire.fight' },
  ]);
  assert.deepEqual(read(''), [[''], {}]);
});

for (const mangled of [
  '#1871-05-24%2Fgate?view=table',
  '#/1871-05-24/gate?view=table',
  '#1871-05-24/gate%3Fview%3Dtable',
  '#1871-05-24%252Fgate%253Fview%253Dtable',
  '#1871-05-24/ga\u200bte?view=table',
  '#1871-05-24/gate?view=table).',
  '##1871-05-24/gate?view=table&amp;',
]) {
  test(`${mangled} is the address that it was`, () => {
    assert.deepEqual(read(mangled), [['1871-05-24', 'gate'], { view: 'table' }]);
  });
}

test('two choices are two, however they are joined', () => {
  for (const joined of ['?view=table&amp;hour=3', '%3Fview%3Dtable%26hour%3D3'])
    assert.deepEqual(read(`#1871-05-24${joined}`)[1], { view: 'table', hour: '3' });
});

test('a percent sign that encodes nothing is a percent sign', () => {
  assert.deepEqual(splitHash('#1871-05-24/50%').parts, ['1871-05-24', '50%']);
});

test('a name is meant though the marks of a sentence cling to it, but rather as it stands', () => {
  const known = new Set(['gate', 'gate!']);
  for (const name of ['gate', 'gate.', '“gate”', 'gate/', '(gate),', '*gate*'])
    assert.equal(
      nameMeant(name, (one) => known.has(one)),
      'gate',
      name,
    );
  assert.equal(
    nameMeant('gate!', (one) => known.has(one)),
    'gate!',
  );
  assert.equal(
    nameMeant('door', (one) => known.has(one)),
    null,
  );
  assert.equal(
    nameMeant('', () => true),
    null,
  );
});
