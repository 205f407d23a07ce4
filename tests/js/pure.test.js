import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weekdayNumber } from '../../src/semaine_map/page/web/js/core/dates.js';
import {
  boundsOf,
  distanceToPath,
  isInside,
  pixelsOf,
  pointAlong,
  worldX,
  worldY,
} from '../../src/semaine_map/page/web/js/core/geometry.js';
import {
  edgesOf,
  nameOfSquare,
  squareAt,
  squareNamed,
} from '../../src/semaine_map/page/web/js/core/squares.js';
import { isNear, plain } from '../../src/semaine_map/page/web/js/core/text.js';
import { unfold } from '../../src/semaine_map/page/web/js/core/unpack.js';
import { Boxes, shared } from '../../src/semaine_map/page/web/js/labels/boxes.js';
import { spread } from '../../src/semaine_map/page/web/js/map/spread.js';

const SQUARE = Float64Array.of(0, 0, 4, 0, 4, 4, 0, 4);

test('a weekday is right in any century, and in January too', () => {
  // Saturday is 0.
  assert.equal(weekdayNumber('1871-05-24'), 4);
  assert.equal(weekdayNumber('1789-07-14'), 3);
  assert.equal(weekdayNumber('2000-01-01'), 0);
  assert.equal(weekdayNumber('1900-03-01'), 5);
});

test('words are compared without accents, ligatures, apostrophes and case', () => {
  assert.equal(plain('Rue de l’Œuvre, Î. St-Louis'), 'rue de l oeuvre i st louis');
});

test('a word is near another by one letter added, left out, changed or swapped, and no more', () => {
  for (const word of ['rivoli', 'rivol', 'rivolie', 'rivali', 'rvioli'])
    assert.ok(isNear(word, 'rivoli'), word);
  for (const word of ['rival', 'rivolies', 'tivali', 'ilovir']) assert.ok(!isNear(word, 'rivoli'), word);
});

test('world coordinates have Greenwich and the equator in their middle, north above', () => {
  assert.equal(worldX(0), 128);
  assert.equal(worldX(-180), 0);
  assert.ok(Math.abs(worldY(0) - 128) < 1e-9);
  assert.ok(worldY(48.8) < worldY(48.7));
});

test('a point is inside an area unless it is in a hole of it', () => {
  const hole = Float64Array.of(1, 1, 3, 1, 3, 3, 1, 3);
  assert.ok(isInside([SQUARE], 2, 2));
  assert.ok(!isInside([SQUARE, hole], 2, 2));
  assert.ok(isInside([SQUARE, hole], 0.5, 2));
  assert.ok(!isInside([SQUARE], 5, 2));
});

test('the distance to a line is that to its nearest part, its ends included', () => {
  const line = Float64Array.of(0, 0, 10, 0);
  assert.equal(distanceToPath(line, 5, 3), 3);
  assert.equal(distanceToPath(line, 13, 4), 5);
});

test('bounds hold every path', () => {
  assert.deepEqual(boundsOf([SQUARE, Float64Array.of(-1, 2, 9, 3)]), [-1, 0, 9, 4]);
});

test('a point along a line has its place and its direction', () => {
  const view = { zoom: 0, scale: 1, ox: 0, oy: 0, width: 9, height: 9, dpr: 1, metres: 1, day: '' };
  const points = pixelsOf(Float64Array.of(0, 0, 4, 0, 4, 6), { ...view, pad: [0, 0] });
  assert.equal(points[2].at, 10);
  assert.deepEqual(pointAlong(points, 7), { x: 4, y: 3, angle: Math.PI / 2 });
});

test('a square is found again under its name, and holds what was put into it', () => {
  const square = squareAt(worldX(2.35), worldY(48.85), 17);
  assert.deepEqual(squareNamed(nameOfSquare(square), 19), square);
  const [west, north, east, south] = edgesOf(square);
  assert.ok(west <= worldX(2.35) && worldX(2.35) < east && north <= worldY(48.85) && worldY(48.85) < south);
});

test('what is no square of the record is none', () => {
  for (const name of ['', '17-1', '20-1-1', '3-8-0', '3-0-8', 'x3-1-1', '3-1-1x'])
    assert.equal(squareNamed(name, 19), null, name);
});

test('a column that travels as a few values and a letter a row is whole again', () => {
  const packed = { kind: { of: ['fire', null], at: '010' }, id: ['a', 'b', 'c'] };
  const payload = /** @type {any} */ ({ places: {}, events: packed, citations: {}, people: {}, parts: {} });
  assert.deepEqual(unfold(payload).events, { kind: ['fire', null, 'fire'], id: ['a', 'b', 'c'] });
});

test('two boxes share what lies in both', () => {
  assert.equal(shared({ x: 0, y: 0, w: 4, h: 4 }, { x: 3, y: 2, w: 4, h: 4 }), 2);
  assert.equal(shared({ x: 0, y: 0, w: 4, h: 4 }, { x: 4, y: 0, w: 4, h: 4 }), 0);
});

test('a name is given room once, and none of its boxes if one is taken', () => {
  const boxes = new Boxes();
  assert.ok(boxes.claim([{ x: 0, y: 0, w: 100, h: 10 }]));
  assert.ok(
    !boxes.claim([
      { x: 300, y: 0, w: 10, h: 10 },
      { x: 90, y: 5, w: 20, h: 10 },
    ]),
  );
  assert.ok(boxes.claim([{ x: 300, y: 0, w: 10, h: 10 }]));
  assert.equal(boxes.covered({ x: 50, y: 0, w: 100, h: 10 }), 500);
});

test('what had better not be covered is so only where there is no other room', () => {
  const boxes = new Boxes();
  boxes.rather = new Boxes();
  boxes.rather.take({ x: 0, y: 0, w: 9, h: 9 });
  assert.ok(!boxes.areFree([{ x: 0, y: 0, w: 3, h: 3 }], true));
  assert.ok(boxes.areFree([{ x: 0, y: 0, w: 3, h: 3 }]));
  assert.equal(boxes.covered({ x: 0, y: 0, w: 9, h: 9 }), 27);
});

for (const count of [1, 2, 3, 4, 7, 20, 75]) {
  test(`of ${count} signs on one spot no two lie on each other`, () => {
    const spots = Array.from({ length: count }, (_, k) => spread(k, count, 10));
    for (const [k, [x, y]] of spots.entries())
      for (const [ox, oy] of spots.slice(k + 1)) assert.ok(Math.hypot(x - ox, y - oy) > 9.9, `${k}`);
  });
}
