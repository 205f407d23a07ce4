import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFrame, spellFrame } from '../../src/semaine_map/page/web/js/core/frame.js';

test('a frame is spelled to less than half a pixel, and read again', () => {
  const frame = { lat: 48.856614, lon: 2.352222, zoom: 13.25 };
  assert.equal(spellFrame(frame), '48.85661,2.35222,13.25');
  assert.equal(spellFrame({ ...frame, zoom: 17 }), '48.856614,2.352222,17');
  assert.deepEqual(readFrame('48.85661,2.35222,13.25'), { lat: 48.85661, lon: 2.35222, zoom: 13.25 });
});

test('what is no frame is none', () => {
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
    assert.equal(readFrame(text), null, String(text));
});
