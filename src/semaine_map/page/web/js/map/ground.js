/* The quiet ground: paper, blocks, water, green, streets, railways, the wall. Nothing here has a day. */

import { toEnd } from '../core/breath.js';
import { boundsOf, isInView, trace } from '../core/geometry.js';
import { COLOUR, GROUND } from '../core/look.js';
import { payload } from '../core/payload.js';
import { unpack, unpackAll } from '../core/projection.js';
import { state } from '../core/state.js';

/** @typedef {GroundFeature & {paths: Path[], bounds: [number, number, number, number]}} Ground */

/**
 * Unpack a layer when it is first asked for; the bounds let a zoomed-in view skip most of it.
 * @param {string} name
 * @param {(feature: GroundFeature) => boolean} [isOf]
 * @returns {() => Ground[]}
 */
function groundLayer(name, isOf = () => true) {
  /** @type {Ground[] | null} */
  let unpacked = null;
  return () => {
    unpacked ??= (payload.ground.layers[name] ?? []).filter(isOf).map((feature) => {
      const paths = unpackAll(feature.c);
      return { ...feature, paths, bounds: boundsOf(paths) };
    });
    return unpacked;
  };
}

const layers = {
  land: groundLayer('land'),
  green: groundLayer('green'),
  water: groundLayer('water'),
  islands: groundLayer('islands'),
  axes: groundLayer('axes'),
  wall: groundLayer('wall', ({ k }) => k !== 'military-road'),
  military: groundLayer('wall', ({ k }) => k === 'military-road'),
  railways: groundLayer('railways'),
  buildings: groundLayer('buildings'),
  streets: groundLayer('streets'),
  bridges: groundLayer('bridges'),
  quartiers: groundLayer('boundaries', ({ k }) => k === 'quartier'),
};

/** The layers of the ground. */
export const ground = /** @type {{readonly [name in keyof typeof layers]: Ground[]}} */ (
  Object.defineProperties(
    {},
    Object.fromEntries(Object.entries(layers).map(([name, get]) => [name, { get }])),
  )
);

/**
 * Today's name of a street without the remarks of the table: "Rue des Archives (part)" is the rue des Archives.
 * @param {{n?: string, t?: string}} street
 * @returns {string | undefined}
 */
export function todaysName({ n = '', t: today = '' }) {
  const name = today
    .replace(/ ?\([^)]*\)?/g, '')
    .replace(/; | and /g, ', ')
    .trim();
  return name && name !== n && !/^Gone\b/.test(today) ? name : undefined;
}

export const arrondissementPaths = payload.arrondissements.map((one) => {
  const paths = one.polygons.flat().map(unpack);
  return { ...one, paths, bounds: boundsOf(paths) };
});

/**
 * Give a street its width on the screen: never thinner than a hair, never fatter than it was.
 * @param {{w?: number}} street
 * @param {View} view
 */
function streetWidth({ w: metres = 0 }, view) {
  const least = metres >= 20 ? 1.5 : view.zoom < 13 ? 0.7 : 1.1;
  return Math.max(least, metres / view.metres);
}

/** Metres in a pixel from which on a block has an edge of its own: streets have sides, and the ground between them is a block. */
const BLOCK_METRES = 3;

/** Pixels below which a street is left out, lanes first: from afar it would only grey the city and cost time. */
const LANE = 0.25;

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {{g: string, paths: Path[], bounds: [number, number, number, number]}[]} features
 * @param {{fill?: string, stroke?: string, width?: number, dash?: number[]}} style
 */
function paintFeatures(ctx, view, features, { fill, stroke, width = 1, dash = [] }) {
  const seen = features.filter(({ bounds }) => isInView(bounds, view));
  if (fill) {
    ctx.fillStyle = fill;
    // One by one: two areas that overlap must not punch a hole in each other.
    for (const { paths } of seen) {
      ctx.beginPath();
      for (const path of paths) trace(ctx, path, view, true);
      ctx.fill('evenodd');
    }
  }
  if (stroke) {
    ctx.strokeStyle = stroke;
    ctx.lineWidth = width;
    ctx.setLineDash(dash);
    ctx.beginPath();
    for (const { g, paths } of seen) for (const path of paths) trace(ctx, path, view, g === 'polygon');
    ctx.stroke();
    ctx.setLineDash([]);
  }
}

/**
 * Streets in two passes, so that the casings never cut a crossing.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @returns {Generator<void>}
 */
function* paintStreets(ctx, view) {
  const seen = [...ground.streets, ...ground.bridges].filter(
    (street) => (street.w ?? Infinity) >= LANE * view.metres && isInView(street.bounds, view),
  );
  const isNear = view.metres < BLOCK_METRES;
  for (const pass of ['casing', 'street']) {
    /** @type {Map<number, typeof seen>} */
    const byWidth = new Map();
    for (const street of seen) {
      if (street.g !== 'line') continue;
      const width = streetWidth(street, view);
      const same = byWidth.get(width);
      if (same) same.push(street);
      else byWidth.set(width, [street]);
    }
    for (const [width, streets] of byWidth) {
      if (pass === 'casing') {
        paintFeatures(ctx, view, streets, {
          stroke: isNear ? GROUND['block-edge'] : GROUND.casing,
          width: width + (isNear ? 1.8 : view.zoom < 13 ? 0.8 : 1.4),
        });
      } else {
        paintFeatures(ctx, view, streets, { stroke: GROUND.street, width });
      }
      yield;
    }
  }
}

/** @param {typeof ground.green} layer */
const areas = (layer) => layer.filter(({ g }) => g === 'polygon');

/** @param {typeof ground.green} layer */
const lines = (layer) => layer.filter(({ g }) => g === 'line');

/**
 * The river, its basins and canals; a covered canal is water under a boulevard, so only its banks show.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
function paintWater(ctx, view) {
  const open = ground.water.filter(({ k }) => k !== 'canal-covered');
  const covered = ground.water.filter(({ k }) => k === 'canal-covered');
  const edge = view.zoom < 13 ? 0.9 : 1.3;
  paintFeatures(ctx, view, areas(open), { fill: GROUND.water, stroke: GROUND['water-edge'], width: edge });
  const canal = Math.max(1.6, 27 / view.metres);
  paintFeatures(ctx, view, lines(open), { stroke: GROUND['water-edge'], width: canal + 1.4 });
  paintFeatures(ctx, view, lines(open), { stroke: GROUND.water, width: canal });
  paintFeatures(ctx, view, covered, { stroke: GROUND['water-edge'], width: 1, dash: [2, 3] });
}

/**
 * Paint the ground at once.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
export function paintGround(ctx, view) {
  toEnd(groundSteps(ctx, view));
}

/**
 * Paint the ground, as far as the caller goes on: it may leave off after each step.
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @returns {Generator<void>}
 */
export function* groundSteps(ctx, view) {
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  paintFeatures(ctx, view, areas(ground.land), {
    fill: GROUND.block,
    stroke: GROUND['water-edge'],
    width: 1,
  });
  const inside = arrondissementPaths.map(({ paths, bounds }) => ({ g: 'polygon', paths, bounds }));
  paintFeatures(ctx, view, inside, { fill: GROUND.block, stroke: GROUND.block, width: 1 });
  yield;
  paintFeatures(ctx, view, areas(ground.green), {
    fill: GROUND.green,
    stroke: GROUND['green-edge'],
    width: 0.8,
  });
  yield;
  paintWater(ctx, view);
  yield;
  paintFeatures(ctx, view, areas(ground.islands), {
    fill: GROUND.block,
    stroke: GROUND['water-edge'],
    width: 1.2,
  });
  paintFeatures(ctx, view, ground.military, { stroke: GROUND.casing, width: Math.max(1, 8 / view.metres) });
  yield* paintStreets(ctx, view);
  // Limits run on the streets that they follow, and over them.
  if (view.zoom >= 13 && state.filters.layers.has('arrondissements')) {
    paintFeatures(ctx, view, ground.quartiers, { stroke: GROUND.quartier, width: 0.7, dash: [1, 3] });
  }
  paintRailways(ctx, view);
  yield;
  if (view.zoom >= 13) {
    paintFeatures(ctx, view, areas(ground.buildings), {
      fill: GROUND.building,
      stroke: GROUND['building-edge'],
      width: 0.8,
    });
    yield;
  }
  paintWall(ctx, view);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
function paintRailways(ctx, view) {
  const lines = ground.railways.filter(({ g }) => g === 'line');
  paintFeatures(ctx, view, lines, { stroke: GROUND.rail, width: 1 });
  // Sleepers: the old map-maker's way to tell a railway from a street without a colour.
  ctx.lineCap = 'butt';
  paintFeatures(ctx, view, lines, { stroke: GROUND.rail, width: view.zoom < 13 ? 3 : 5, dash: [1, 5] });
  ctx.lineCap = 'round';
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 */
function paintWall(ctx, view) {
  // From afar one line; nearer the rampart's double line, with its bastions.
  const width = view.zoom < 12.75 ? 2 : Math.min(12, Math.max(3.6, 30 / view.metres));
  ctx.lineJoin = 'miter';
  paintFeatures(ctx, view, ground.wall, { stroke: GROUND.wall, width });
  if (width > 3) paintFeatures(ctx, view, ground.wall, { stroke: COLOUR.paper, width: width - 1.8 });
  ctx.lineJoin = 'round';
}
