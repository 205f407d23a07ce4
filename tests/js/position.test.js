import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPosition, writePosition } from '../../src/semaine_map/page/web/js/core/position.js';

test('a position is spelled to less than half a pixel, and read again', () => {
  const position = { lat: 48.856614, lon: 2.352222, zoom: 13.25 };
  assert.equal(writePosition(position), '48.85661,2.35222,13.25');
  assert.equal(writePosition({ ...position, zoom: 17 }), '48.856614,2.352222,17');
  assert.deepEqual(readPosition('48.85661,2.35222,13.25'), { lat: 48.85661, lon: 2.35222, zoom: 13.25 });
});

test('what is no position is none', () => {
  for (const text of [
    null,
    '',
    '48.8,2.3',
    '48.8,2.3,x',
    '95,2.3,12',
    '48.8,200,12',
    '48.8,2.3,99',
    '1,2,3,4',
  ])
    assert.equal(readPosition(text), null, String(text));
});
