/* What Python hands to the page (see payload.py), and the state that the page owns. */

type Lang = 'en' | 'fr';
type Both = { en: string; fr: string };
/** The code of one of the record's sides, or `contested`. */
type Side = string;
type Status = 'standing' | 'fought' | 'taken' | 'burning' | 'ruined' | 'today' | 'earlier' | 'undated' | '';

/** Delta-coded positions: x0, y0, dx1, dy1 … in 1e-5 degree from the ground's origin. */
type Packed = number[];

interface GroundFeature {
  n?: string;
  k?: string;
  t?: string;
  /** Of a street: its width on the ground in metres. */
  w?: number;
  g: 'line' | 'polygon' | 'point';
  c: Packed | Packed[] | Packed[][];
}

interface PlaceColumns {
  id: string[];
  name_then: string[];
  name_today: (string | null)[];
  /** The same as an English reader is told it, where that differs. */
  today_en: (string | null)[];
  kind: string[];
  lon: number[];
  lat: number[];
  precision_m: number[];
  method: string[];
  arrondissement: (number | null)[];
  note: (string | null)[];
}

interface EventColumns {
  id: string[];
  place: number[];
  kind: string[];
  outcome: (string | null)[];
  start: string[];
  end: (string | null)[];
  start_time: (string | null)[];
  end_time: (string | null)[];
  part_of_day: (string | null)[];
  edtf: (string | null)[];
  actor: (string | null)[];
  target: (string | null)[];
  title_en: string[];
  title_fr: string[];
  summary_en: (string | null)[];
  summary_fr: (string | null)[];
  killed_min: (number | null)[];
  killed_max: (number | null)[];
  certainty: string[];
  /** How its day is known: hour, part, day, about, days or undated. */
  dating: string[];
  /** 0 where it lies in none. */
  quartier: number[];
  /** Precision of place and day in the codes of UCDP GED and ACLED. */
  where_prec: number[];
  date_prec: number[];
  geo_precision: number[];
  time_precision: number[];
  undated: boolean[];
  /** The day, month or year in which it begins, as `days` names it. */
  step: string[];
  /** The number of its look. */
  look: number[];
  /** How much it counts where there is no room for all, in tenths. */
  weight: number[];
  /** The part of the day under which a list has it. */
  part: (string | null)[];
}

interface CitationColumns {
  event: number[];
  source: number[];
  /** A row of `passages`. */
  passage: number[];
  stance: string[];
  about: (string | null)[];
  claim: (string | null)[];
  claim_fr: (string | null)[];
}

/** Where in a source a citation stands: as the record has it, as readers of each language write it, and where it can be read. */
interface PassageColumns {
  locator: string[];
  en: string[];
  fr: string[];
  address: (string | null)[];
}

interface SourceColumns {
  id: string[];
  author: (string | null)[];
  title: string[];
  year: (string | number | null)[];
  short: (string | null)[];
  viewpoint: (string | null)[];
  identifier: (string | null)[];
  edition: (string | null)[];
  licence: (string | null)[];
  author_fr: (string | null)[];
  title_fr: (string | null)[];
  short_fr: (string | null)[];
  edition_fr: (string | null)[];
  licence_fr: (string | null)[];
}

interface Arrondissement {
  number: number;
  name: string;
  label: [number, number];
  retaken?: string | null;
  polygons: Packed[][];
}

interface Sector {
  status: Side;
  rings: Packed[];
}

interface DamageColumns {
  id: string[];
  number: (string | null)[];
  name: string[];
  name_today: (string | null)[];
  lon: number[];
  lat: number[];
  status: string[];
  event: (number | null)[];
  uncertainty_m: number[];
  arrondissement: (number | null)[];
  named: (string | null)[];
  flag: (string | null)[];
  note: (string | null)[];
  note_fr: (string | null)[];
  witness: number[];
}

/** Named people, by their last names. */
interface PeopleColumns {
  id: string[];
  name: string[];
  /** Where something is said beside the name. */
  name_fr: (string | null)[];
  variants: (string | null)[];
  role: (string | null)[];
  role_fr: (string | null)[];
  side: (string | null)[];
  fate: (string | null)[];
  note_en: (string | null)[];
  note_fr: (string | null)[];
  wikidata: (string | null)[];
  maitron: (string | null)[];
}

/** Who is in which event, in the order of the events. */
interface PartColumns {
  event: number[];
  person: number[];
  part: string[];
}

/** A number of dead, with its author: never ours. */
interface Claim {
  low: number | null;
  high: number | null;
  author: Both;
  locator: Both;
}

type CasualtyClaim = Claim & { what: Both };
type BurialClaim = Claim & { place: number; note: string; note_fr: string };

interface PackedFront {
  witness: Both;
  parts: { precision_m: number; line: Packed }[];
  /** The ground within the whole and within half of the precision. */
  bands: Packed[][];
}

/** Entries of square (as the step from the one before), kind and count, each to the base of 32. */
interface CountedLayer {
  squares: string;
  kinds: string;
  counts: string;
  /** Events by arrondissement, 0 outside the city, and kind. */
  table: number[][];
}

/** What density.py counts. */
interface Density {
  events: number;
  places: number;
  citations: number;
  /** Citations of each source. */
  called: number[];
  /** Half of the positions are known to no better. */
  precision_m: number;
  /** There are 2 ** level squares round the Earth; west and north are the first of the grid. */
  level: number;
  west: number;
  north: number;
  columns: number;
  rows: number;
  kinds: string[];
  /** By day, and `week`. */
  layers: Record<string, CountedLayer>;
  /** By levels away from the finest: from how many events on a square is drawn a step stronger. */
  steps: number[][];
  week_steps: number[][];
}

/** A sign and its colour. */
interface Look {
  sign: string;
  colour: string;
}

/** A look with the signs that take its place with a status. */
type EventLook = Look & { by_status: Record<string, string> };

interface KindLook extends EventLook {
  /** What became of it, where that gives it a sign of its own. */
  by_outcome: Record<string, Look>;
  layer: string;
  rank: number;
  size: number;
}

interface StatusLook {
  strength: number;
  /** The same on the days after its own, where it is another. */
  later: number | null;
  hollow: boolean;
  past: boolean;
  grain: boolean;
  over: '' | 'rays' | 'stroke';
}

/** One step in drawing a sign: part, share of colour in its body, pen, width, dash, whether the pen is round. */
type SignStep = ['body' | 'line', number | null, 'colour' | 'paper', number, number[], boolean];

/** What each thing of the record looks like (see look.py). */
interface RecordLook {
  colours: Record<'neutral' | 'fire' | 'damage' | 'focus' | 'paper' | 'advance' | 'defence', string>;
  signs: Record<string, { shape: string; body: string; line: string }>;
  /** By shape, then by certainty, hollow or not. */
  steps: Record<string, Record<string, SignStep[]>>;
  halo: number;
  kinds: Record<string, KindLook>;
  looks: EventLook[];
  statuses: Record<string, StatusLook>;
  counted: { name: string; colour: string }[];
  sides: { code: string; colour: string; ground: string; seen: string; texture: string }[];
  contested: { stripes: string[]; width: number; step: number };
  days: { seen: string[]; paint: string[] };
  front: { dash: number[]; clears: number };
  basemap: Record<string, string>;
  names: Record<'great' | 'street' | 'water' | 'green' | 'faint', string>;
  density: { colours: string[]; shares: number[] };
}

/** A scene of the story, finished (see history/scenes.py). */
interface Scene {
  day: string;
  part: string;
  short: boolean;
  title: Both;
  text: Both;
  named: { event: number; words: Both; to_come: boolean }[];
  /** The first and last event of each run of those that begin on the day after the moment shown. */
  later: number[];
  evening: string | null;
  bounds: [[number, number], [number, number]];
}

/** The rules by which names are compared (history/names.json). */
interface NameRules {
  letters: Record<string, string>;
  first: Record<string, string>;
  words: Record<string, string>;
  numerals: string[];
  little: string[];
  kinds: string[];
  own_name_kinds: string[];
  corner_words: string[];
  corner_m: number;
  suffixes: string[];
  number_signs: string[];
  city: string[];
  districts: string[];
  postcode: string;
  roman: string[];
  scores: Record<string, number>;
  shortest_similar: number;
  beyond_street_m: number;
  part_reach: number;
  estimated_m: number;
  estimated_share: number;
  least_radius_m: number;
}

/** Spacing in decimetres, then both sides in letters; or where they are estimated, 1 where they rise along the line and
 * 2 where that is sure, added, and the last. */
type PackedNumbers = 0 | [number, number | string, number | string];

/** Names and numbers of the streets: those of the ground in its order, then those without a line (see page/gazetteer.py). */
interface PackedGazetteer {
  rules: NameRules;
  unmapped: string[][];
  arrondissements: string[];
  variants: Record<string, string>;
  renamed: Record<string, string>;
  circles: Record<string, number[]>;
  squares: Record<string, number[]>;
  numbers: PackedNumbers[];
  aliases: { name: string; place: number; event: number }[];
}

interface Payload {
  format: number;
  version: string;
  record_date: string;
  /** That of the files made of the record. */
  name: string;
  /** Whose record it is, in one line: version and date, creator, licence; empty where nothing of it is known. */
  credit: Both;
  /** What the files of the record call the name of a place at the time. */
  named: string;
  /** Those that the interface is offered in; texts that the record is not told in repeat those of its first language. */
  languages: Lang[];
  /** The languages of the record, its own first; an event has title_xx and summary_xx in each. */
  record_languages: string[];
  /** By language of the interface, the language of the texts that stand in it. */
  heard: Both;
  /** The language of the names of places. */
  places_in: string;
  step: 'day' | 'month' | 'year';
  calendar: 'gregorian' | 'julian';
  /** By language and step: its weekday (empty for months and years), written out, and short as in a row of days. */
  day_names: Record<Lang, Record<string, [string, string, string]>>;
  title: Both;
  subtitle: Both;
  ground_credit: Both;
  /** Tiles of today's plan, which alone ask the network. */
  plan?: { address: string; credit: string; host: string; max_zoom: number };
  page: 'atlas' | 'day';
  siblings?: string[];
  days: string[];
  last_days?: Record<string, string>;
  bounds: [[number, number], [number, number]];
  day_texts: Record<string, Both>;
  texts: Record<Lang, Record<string, string>>;
  labels: Record<Lang, Record<string, Record<string, string>>>;
  places: PlaceColumns;
  events: EventColumns;
  citations: CitationColumns;
  passages: PassageColumns;
  sources: SourceColumns;
  status_letters: Record<string, Status>;
  states: Record<string, string>;
  /** The main events of each day, in its order. */
  main: Record<string, number[]>;
  control: Record<string, (Side | null)[]>;
  sectors?: Record<string, Sector[]>;
  /** By day, where on the ground taken on it its number has room: longitude, latitude, metres around. */
  zones: Record<string, number[][]>;
  fronts?: Record<string, PackedFront[]>;
  columns?: Record<string, { name: Both; witness: Both; line: Packed }[]>;
  arrondissements: Arrondissement[];
  ground: { origin: [number, number]; layers: Record<string, GroundFeature[]> };
  gazetteer: PackedGazetteer;
  /** Places that are named whatever happened there, those from afar first: row, short name, and the zoom from which. */
  landmarks: { row: number[]; name: string[]; zoom: number[] };
  quartiers?: { name: string[]; lon: number[]; lat: number[] };
  damage?: DamageColumns;
  /** Who tells of the damaged houses. */
  register: Both[];
  people: PeopleColumns;
  parts: PartColumns;
  look: RecordLook;
  density?: Density;
  /** By day and part of the day what is to come, and the day whose evening is the ground shown. */
  moments: Record<string, Record<string, Pick<Scene, 'later' | 'evening'>>>;
  scenes?: Scene[];
  /** The kinds whose signs the small key explains. */
  /** What begins on each day, by the bars of `look.counted`. */
  bars: Record<string, number[]>;
  small_key: string[];
  /** The sheets of paper that lie beside the page: days, `week`, `story`. */
  sheets: string[];
  /** The side from which ground is taken. */
  defending: Side;
  casualties?: CasualtyClaim[];
  burials?: BurialClaim[];
  about?: Record<string, { en: string[]; fr: string[] }>;
}

interface Filters {
  certainty: 'all' | 'likely' | 'certain';
  /** Events of whose actor a witness speaks, or on whom two differ. */
  claimed: null | 'speak' | 'differ';
  /** A source id, or null for every witness. */
  source: string | null;
  /** The kinds shown, or null for all. */
  kinds: Set<string> | null;
  actor: string | null;
  arrondissement: number | null;
  layers: Set<string>;
}

interface AtlasState {
  day: string;
  event: string | null;
  /** A damaged house; never together with an event. */
  house: string | null;
  /** Where events are counted: the chosen square, named by level, column and row. */
  square: string | null;
  lang: Lang;
  /** The part up to which the day is shown; null shows the whole day. */
  part: string | null;
  filters: Filters;
  view: 'map' | 'table' | 'week';
  playing: false | 'days' | 'parts' | 'story';
  /** The number of the scene told, from 1; null outside the story. */
  scene: number | null;
  /** Of the story, the short version. */
  short: boolean;
  /** Words a minute at which the story is read out. */
  pace: number;
  /** The scene alone on the screen, large enough for a room. */
  presenting: boolean;
  speed: number;
  /** Event under the pointer, or of the row under it. */
  pointed: number | null;
  pointedFrom: 'map' | 'list';
  /** Whether the view of all days shows signs too. */
  signs: boolean;
  /** Whether the evenings are shown side by side over the view of all days. */
  evenings: boolean;
  /** The name or address that is shown with its pin, as it was asked for. */
  find: string | null;
  /** A person whose way is shown; together with an event, followed there. */
  person: string | null;
  /** Whether the list holds only what lies in the frame of the map. */
  framed: boolean;
  /** The events of the counted sign that is open, or null. */
  group: number[] | null;
  /** The position of the map as the address spells it; null where the rest of the address gives it. */
  at: string | null;
}

type StatePatch = Partial<Omit<AtlasState, 'filters'>> & { filters?: Partial<Filters> };

/** World coordinates at zoom 0, x and y in turn. */
type Path = Float64Array;

/** What a picture shows of the world, and how large. */
interface Viewport {
  zoom: number;
  /** World coordinate × scale − offset = pixel on the canvas. */
  scale: number;
  ox: number;
  oy: number;
  width: number;
  height: number;
  dpr: number;
  /** How far the canvas reaches beyond what is seen, left and above. */
  pad: [number, number];
  /** Metres of ground in one CSS pixel. */
  metres: number;
}

/** What a painter gets: the viewport, and the day to show in it. */
interface View extends Viewport {
  day: string;
}

interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

interface Mark {
  /** Index into the event columns. */
  i: number;
  x: number;
  y: number;
  /** Where it lies in the pile, the topmost highest, whether or not the chosen one is lifted out of it. */
  z: number;
  status: Status;
  /** Pixels across. */
  size: number;
  form: 'full' | 'small' | 'past';
  /** Its place, if the sign had to step aside. */
  home?: { x: number; y: number };
}

/** Events that are one counted sign. */
interface Group {
  x: number;
  y: number;
  size: number;
  rows: number[];
  /** It is not known whether they are of the day. */
  hollow: boolean;
}

/** What the arrows lead to on the map: a sign, or one counted for many. */
type Stop = Pick<Group, 'x' | 'y' | 'size' | 'rows' | 'hollow'>;

/** What a main event says of itself beside its sign; `side` is where its letters are flush. */
interface MainName {
  lines: string[];
  box: Box;
  side: 'left' | 'right' | 'center';
}

/** What the pointer can meet in a picture. */
interface Painted {
  /** How many signs are full, small and counted, and the largest share of a full one that another hides. */
  tally: { full: number; small: number; bubbles: number; overlap: number };
  groupAt: (x: number, y: number) => Group | null;
  /** All of it, for whoever has no pointer. */
  stops: () => Stop[];
  /** The events whose marks are within so many pixels of a point, besides their own size; nearest and topmost first. */
  marksAt: (x: number, y: number, tolerance: number) => number[];
}

interface Shown {
  own: number[];
  ongoing: number[];
  undated: number[];
  before: number[];
  after: number[];
}

/** One square of the grid that counts events. */
interface Square {
  level: number;
  column: number;
  row: number;
}

/** What browsers have of late, and TypeScript will know later. */
interface Uint8ArrayConstructor {
  fromBase64?(text: string): Uint8Array<ArrayBuffer>;
}

interface HTMLElement {
  moveBefore?(node: Node, child: Node | null): void;
}
