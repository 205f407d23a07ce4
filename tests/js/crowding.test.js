/* Where signs stand clear of each other, and which are counted as one. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bestSpot, boxAt, groupsOf, mostHidden } from '../../src/semaine_map/page/web/js/map/crowding.js';

test('a sign stands on its place where that is free, and beside it where it is not', () => {
  const place = { x: 100, y: 100 };
  assert.deepEqual(bestSpot(place, 20, [], 2), { spot: place, hidden: 0 });
  const { spot: aside, hidden } = bestSpot(place, 20, [boxAt(place, 20)], 2);
  assert.equal(hidden, 0);
  assert.equal(mostHidden([boxAt(place, 20), boxAt(aside, 20)]), 0);
  assert.ok(Math.hypot(aside.x - 100, aside.y - 100) <= 40);
});

test('a sign for which no spot is clear stands where least of it is hidden, not under another', () => {
  const place = { x: 100, y: 100 };
  // All round is taken but for half a sign's width to the right, beyond the sign that stands on the place itself.
  const taken = [boxAt(place, 20), { x: 0, y: 0, w: 114, h: 200 }, { x: 124, y: 0, w: 200, h: 200 }];
  const { spot, hidden } = bestSpot(place, 20, taken, 2.3);
  assert.ok(hidden > 0);
  assert.ok(spot.x > 115 && spot.x < 123, JSON.stringify(spot));
});

test('a sign that finds no room within its reach stays, and is said to be hidden', () => {
  const place = { x: 0, y: 0 };
  assert.deepEqual(bestSpot(place, 20, [boxAt(place, 200)], 2), { spot: place, hidden: 400 });
});

test('what lies together is one group, what lies apart another, and each is in one', () => {
  const spots = [0, 3, 6, 100, 103].map((x) => ({ x, y: 0 }));
  const groups = groupsOf(spots, 8).map((group) => [...group].sort());
  assert.deepEqual(groups, [
    [0, 1, 2],
    [3, 4],
  ]);
});

test('the share that is hidden is that of the sign beneath', () => {
  const [small, large] = [
    { x: 0, y: 0, w: 10, h: 10 },
    { x: 5, y: 0, w: 20, h: 10 },
  ];
  assert.equal(mostHidden([small, large]), 0.5);
  assert.equal(mostHidden([large, small]), 0.25);
  assert.equal(mostHidden([small, { ...large, x: 40 }]), 0);
});
