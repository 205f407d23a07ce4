import { readPayload } from './unpack.js';

export const payload = await readPayload();

/** Read what was put off, before somebody has to wait for it. */
export const readLater = () => payload.passages;

export const DAYS = payload.days;
export const EVENTS = payload.events;
export const PLACES = payload.places;
export const SOURCES = payload.sources;
/** The parts of a day, in their order. */
export const DAY_PARTS = Object.keys(payload.moments[DAYS[0]] ?? {});

export const EVENT_COUNT = EVENTS.id.length;

/** The main events of all days. */
export const MAIN = new Set(Object.values(payload.main).flat());

/** @type {Map<string, number>} */
export const EVENT_INDEX = new Map(EVENTS.id.map((id, i) => [id, i]));

/**
 * Gather row numbers under the value of one column: counted, then laid end to end, since a list of its own for each of a
 * hundred thousand is a slow start.
 * @param {(number | null)[]} column
 * @param {number} size
 * @returns {(key: number) => number[]}
 */
function gather(column, size) {
  const first = new Uint32Array(size + 1);
  for (const key of column) if (key !== null) first[key + 1] += 1;
  for (let key = 0; key < size; key += 1) first[key + 1] += first[key];
  const rows = new Uint32Array(first[size]);
  const next = first.slice();
  column.forEach((key, row) => {
    if (key === null) return;
    rows[next[key]] = row;
    next[key] += 1;
  });
  return (key) => [...rows.subarray(first[key], first[key + 1])];
}

export const eventsAt = gather(EVENTS.place, PLACES.id.length);
export const burialsAt = gather(
  (payload.burials ?? []).map(({ place }) => place),
  PLACES.id.length,
);
export const citationsOf = gather(payload.citations.event, EVENT_COUNT);

export const HOUSES = payload.damage ?? {
  id: [],
  number: [],
  name: [],
  name_today: [],
  lon: [],
  lat: [],
  status: [],
  event: [],
  uncertainty_m: [],
  arrondissement: [],
  named: [],
  flag: [],
  note: [],
  note_fr: [],
  witness: [],
};

/** @type {Map<string, number>} */
export const HOUSE_INDEX = new Map(HOUSES.id.map((id, k) => [id, k]));

/** The houses of each fire, in the order of the register. */
export const houseRowsOf = gather(
  HOUSES.event.map((event) => event ?? -1),
  EVENT_COUNT,
);

export const PEOPLE = payload.people;

/** @type {Map<string, number>} */
export const PERSON_INDEX = new Map(PEOPLE.id.map((id, p) => [id, p]));

/** Rows of `payload.parts`: those of a person, in the order of the events, and those of an event. */
export const partsOf = gather(payload.parts.person, PEOPLE.id.length);
export const partsIn = gather(payload.parts.event, EVENT_COUNT);

export const DENSITY = payload.density ?? null;

/** Every kind that the record has, drawn or counted. */
export const KINDS_MET = new Set(DENSITY?.kinds ?? EVENTS.kind);
