/* What the record has: only that is offered and explained. */

import { ALL_KINDS, LOOK, layerOf } from './look.js';
import { DAYS, DENSITY, EVENTS, HOUSES, PEOPLE, payload } from './payload.js';

const sectors = DAYS.flatMap((day) => payload.sectors?.[day] ?? []);

/** Somebody holds ground on some evening. */
export const HAS_GROUND =
  sectors.length > 0 || DAYS.some((day) => (payload.control[day] ?? []).some((side) => side !== null));

export const HAS_CONTESTED =
  sectors.some(({ status }) => status === 'contested') ||
  DAYS.some((day) => (payload.control[day] ?? []).includes('contested'));

export const HAS_FRONT = DAYS.some((day) => (payload.fronts?.[day] ?? []).length > 0);

/** Whether any event is told by an hour or a part of its day. */
export const HAS_HOURS = !DENSITY && payload.step === 'day' && EVENTS.part.some((part) => part !== null);

export const HAS_UNDATED = EVENTS.undated.some(Boolean);

/** Names of streets, houses or people can be looked for. */
export const HAS_NAMES =
  PEOPLE.id.length > 0 || HOUSES.id.length > 0 || (payload.ground.layers.streets ?? []).length > 0;

/** What the bars of the days count, as far as the record has it. */
export const COUNTED = LOOK.counted.filter((_, n) =>
  Object.values(payload.bars).some((counts) => counts[n] > 0),
);

/** Whether anything of a layer is there to be shown. @param {string} layer */
export function hasLayer(layer) {
  if (layer === 'control') return HAS_GROUND || HAS_FRONT;
  if (layer === 'arrondissements') return payload.arrondissements.length > 0;
  if (layer === 'columns') return DAYS.some((day) => (payload.columns?.[day] ?? []).length > 0);
  if (layer === 'houses' && !DENSITY && HOUSES.id.length > 0) return true;
  return ALL_KINDS.some((kind) => layerOf(kind) === layer);
}
