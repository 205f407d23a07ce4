/* A canvas over the map, redrawn at each rest and scaled while the map zooms (as L.Renderer does, by
   public methods only). Ground, tint, marks and names are each one of these, so that a step of the day
   repaints only what a day changes; and what a neighbouring day changes can be painted ahead. */

import { el } from '../core/dom.js';
import { metresPerPixel } from '../core/projection.js';
import { state } from '../core/state.js';
import { drawInTurn, waitNoLonger } from './turns.js';

/** @type {Painted} */
export const NOTHING_PAINTED = {
  tally: { full: 0, small: 0, bubbles: 0, overlap: 0 },
  marksAt: () => [],
  groupAt: () => null,
  stops: () => [],
};

/** So much of the window is painted beyond each edge, for a drag to uncover; of a wall of a screen, no more pixels than these. */
const PADDING = 0.12;
const MOST_PADDING = 140;

/** A window of so many pixels in height shows everything as large as it is; a higher one, before a room, larger. */
const READ_FROM_NEAR = 490;

/** Of a canvas that is not shown. */
export const KEPT = 'kept';

export const newCanvas = () => el('canvas', { class: 'leaflet-zoom-animated', 'aria-hidden': 'true' });

/** Where a picture stands: its corners on the map, and what of the ground it shows.
 * @typedef {{bounds: L.Bounds, zoom: number, centre: L.LatLng, larger: number, seen: Viewport}} Frame */

export class CanvasLayer extends L.Layer {
  /**
   * @param {string} pane
   * @param {(ctx: CanvasRenderingContext2D, view: View) => Painted | void} paint
   * @param {() => string} [dayAhead] the day whose picture would do now, if it was painted ahead
   * @param {(painted: Painted) => void} [report] called after each painting of what the pointer can meet
   */
  constructor(pane, paint, dayAhead = () => '', report = () => {}) {
    super();
    L.setOptions(this, { pane });
    this.paint = paint;
    this.dayAhead = dayAhead;
    this.report = report;
    /** What the pointer can meet in it. @type {Painted} */
    this.painted = NOTHING_PAINTED;
    /** The same, in the measures of the painter. @type {Painted | void} */
    this.raw = undefined;
    /** Pictures of days for the view as it stands, painted ahead or seen before: a step to one of them changes canvases.
     * @type {Map<string, {canvas: HTMLCanvasElement, painted: Painted | void}>} */
    this.ahead = new Map();
    /** The day of which the canvas on the map is the plain picture; of none, while it shows something besides. */
    this.plain = '';
    /** A canvas that lies idle. @type {HTMLCanvasElement | null} */
    this.spare = null;
    /** @type {Viewport | null} */
    this.seen = null;
    /** Where the map stood when it was last drawn for that. */
    this.restsAt = '';
    /** @type {HTMLCanvasElement | null} */
    this.canvas = null;
    this.frame = 0;
    this.paintedZoom = 0;
    this.paintedCentre = L.latLng(0, 0);
    this.paintedBounds = L.bounds([0, 0], [0, 0]);
  }

  /** @param {L.Map} map */
  onAdd(map) {
    this.atlas = map;
    this.canvas = newCanvas();
    this.getPane()?.append(this.canvas);
    drawInTurn(this);
    return this;
  }

  onRemove() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    waitNoLonger(this);
    this.forget();
    this.canvas?.remove();
    this.spare?.remove();
    this.canvas = null;
    this.spare = null;
    this.restsAt = '';
    return this;
  }

  /** @returns {Record<string, L.LeafletEventHandlerFn>} */
  getEvents() {
    const draw = () => this.drawMoved();
    return {
      viewreset: draw,
      moveend: draw,
      resize: draw,
      move: () => this.keepCovered(),
      zoom: () => this.rescale(this.atlas?.getCenter(), this.atlas?.getZoom()),
      zoomanim: (event) => {
        const { center, zoom } = /** @type {L.ZoomAnimEvent} */ (event);
        this.rescale(center, zoom);
      },
    };
  }

  /** Draw in the next frame, once however often asked. */
  redraw() {
    if (this.frame || !this.canvas) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.drawNow();
    });
  }

  /** Draw for the frame that is about to be painted. */
  drawNow() {
    this.draw();
  }

  /** While dragging, draw anew only once the view leaves what was drawn. */
  keepCovered() {
    const map = this.atlas;
    if (!map || map.getZoom() !== this.paintedZoom) return;
    const size = map.getSize();
    const view = L.bounds(map.containerPointToLayerPoint([0, 0]), map.containerPointToLayerPoint(size));
    if (!this.covers(view)) drawInTurn(this);
  }

  /** Whether a part of the map is painted. @param {L.Bounds} view */
  covers(view) {
    return this.paintedBounds.contains(view);
  }

  /**
   * Scale what is drawn to a zoom under way.
   * @param {L.LatLng | undefined} center
   * @param {number | undefined} zoom
   */
  rescale(center, zoom) {
    const map = this.atlas;
    if (!map || !this.canvas || !center || zoom === undefined) return;
    const scale = map.getZoomScale(zoom, this.paintedZoom);
    const half = map.getSize().multiplyBy(0.5);
    const pane = map.getPane('mapPane');
    const moved = pane ? L.DomUtil.getPosition(pane) : L.point(0, 0);
    const origin = map.project(center, zoom).subtract(half).add(moved).round();
    const corner = this.paintedHalf()
      .multiplyBy(-scale)
      .add(map.project(this.paintedCentre, zoom))
      .subtract(origin);
    L.DomUtil.setTransform(this.canvas, corner, scale);
  }

  paintedHalf() {
    return this.paintedBounds.getSize().divideBy(2);
  }

  /** Draw where the map has come to rest: once, though it says so several times over. */
  drawMoved() {
    const map = this.atlas;
    const pane = map?.getPane('mapPane');
    if (!map || !pane) return;
    const at = `${map.getZoom()} ${map.getPixelOrigin()} ${L.DomUtil.getPosition(pane)} ${map.getSize()}`;
    if (at === this.restsAt) return;
    this.restsAt = at;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.rescale(map.getCenter(), map.getZoom());
    drawInTurn(this);
  }

  /** How many times larger everything is drawn than for one reader. */
  magnification() {
    return state.presenting ? Math.max(1, window.innerHeight / READ_FROM_NEAR) : 1;
  }

  /** What is to be painted now, the map with a margin round it.
   * @param {L.Map} map
   * @returns {Frame}
   */
  frameOf(map) {
    const size = map.getSize();
    const pad = size.multiplyBy(PADDING).round();
    pad.x = Math.min(pad.x, MOST_PADDING);
    pad.y = Math.min(pad.y, MOST_PADDING);
    const min = map.containerPointToLayerPoint(pad.multiplyBy(-1)).round();
    const full = size.add(pad.multiplyBy(2)).round();
    const bounds = L.bounds(min, min.add(full));
    const zoom = map.getZoom();
    const centre = map.layerPointToLatLng(/** @type {L.Point} */ (bounds.getCenter()));
    const dpr = Math.min(window.devicePixelRatio || 1, 3);
    const larger = this.magnification();
    const origin = map.getPixelOrigin().add(min);
    const scale = 2 ** zoom / larger;
    /** @type {Viewport} */
    const seen = {
      zoom: zoom - Math.log2(larger),
      scale,
      ox: origin.x / larger,
      oy: origin.y / larger,
      width: full.x / larger,
      height: full.y / larger,
      dpr: dpr * larger,
      pad: [pad.x / larger, pad.y / larger],
      metres: metresPerPixel(scale),
    };
    return { bounds, zoom, centre, larger, seen };
  }

  /** The canvas on the map is the picture of a frame.
   * @param {HTMLCanvasElement} canvas
   * @param {Frame} frame
   */
  stand(canvas, { bounds, zoom, centre }) {
    this.paintedBounds = bounds;
    this.paintedZoom = zoom;
    this.paintedCentre = centre;
    L.DomUtil.setPosition(canvas, bounds.min ?? L.point(0, 0));
  }

  draw() {
    const map = this.atlas;
    if (!map || !this.canvas) return;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    waitNoLonger(this);
    const frame = this.frameOf(map);
    if (JSON.stringify(frame.seen) !== JSON.stringify(this.seen)) {
      this.forget();
      this.seen = frame.seen;
    }
    const day = this.dayAhead();
    const kept = this.ahead.get(day);
    this.ahead.delete(day);
    if (!kept && this.begins(frame, day)) return;
    if (kept || (this.plain && this.plain !== day)) this.change(kept?.canvas ?? this.spare ?? newCanvas());
    this.show(frame, day, kept ? kept.painted : this.paintOn(this.canvas, frame.seen, state.day));
  }

  /** Whether a picture is begun that will be shown later, instead of one that is painted at once.
   * @param {Frame} _frame
   * @param {string} _day
   */
  begins(_frame, _day) {
    return false;
  }

  /** The canvas on the map has its picture.
   * @param {Frame} frame
   * @param {string} day of which it is the plain picture
   * @param {Painted | void} painted
   */
  show(frame, day, painted) {
    const { larger } = frame;
    this.plain = day;
    this.raw = painted;
    if (painted)
      this.painted = {
        tally: painted.tally,
        marksAt: (x, y, reach) => painted.marksAt(x / larger, y / larger, reach / larger),
        groupAt: (x, y) => painted.groupAt(x / larger, y / larger),
        stops: () =>
          painted.stops().map((stop) => ({
            ...stop,
            x: stop.x * larger,
            y: stop.y * larger,
            size: stop.size * larger,
          })),
      };
    this.report(painted ?? NOTHING_PAINTED);
    if (this.canvas) this.stand(this.canvas, frame);
  }

  /** Put another canvas on the map; what the old one shows is kept, if it is the plain picture of a day. It is hidden, not taken
   * away: to show it again a browser without a graphics card need not find room for it anew.
   * @param {HTMLCanvasElement} canvas
   */
  change(canvas) {
    const old = this.canvas;
    if (!old || old === canvas) return;
    if (canvas === this.spare) this.spare = null;
    if (!canvas.isConnected) old.after(canvas);
    old.classList.add(KEPT);
    canvas.classList.remove(KEPT);
    this.canvas = canvas;
    // The canvas that is shown comes first; the other is moved without being taken away, where a browser can.
    const pane = this.getPane();
    if (pane?.moveBefore) pane.moveBefore(old, null);
    else pane?.append(old);
    // Only now: one canvas too many is taken from the page.
    if (this.plain) this.lay(this.plain, old, this.raw);
    else this.letGo(old);
  }

  /** Lay the picture of a day by; one of it is enough.
   * @param {string} day
   * @param {HTMLCanvasElement} canvas
   * @param {Painted | void} painted
   */
  lay(day, canvas, painted) {
    const before = this.ahead.get(day);
    if (before) this.letGo(before.canvas);
    this.ahead.set(day, { canvas, painted });
  }

  /** Keep a canvas for the next picture; one is enough.
   * @param {HTMLCanvasElement} canvas
   */
  letGo(canvas) {
    if (this.spare) canvas.remove();
    else this.spare = canvas;
  }

  /**
   * Make a canvas ready to be painted on.
   * @param {HTMLCanvasElement} canvas
   * @param {Viewport} seen
   */
  clear(canvas, seen) {
    const { dpr, width, height } = seen;
    const [across, down] = [Math.round(width * dpr), Math.round(height * dpr)];
    if (canvas.width !== across || canvas.height !== down) {
      canvas.width = across;
      canvas.height = down;
    }
    const larger = this.magnification();
    canvas.style.width = `${Math.round(width * larger)}px`;
    canvas.style.height = `${Math.round(height * larger)}px`;
    const ctx = canvas.getContext('2d');
    ctx?.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx?.clearRect(0, 0, width, height);
    return ctx;
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Viewport} seen
   * @param {string} day
   * @returns {Painted | void}
   */
  paintOn(canvas, seen, day) {
    const ctx = this.clear(canvas, seen);
    return ctx ? this.paint(ctx, { ...seen, day }) : undefined;
  }

  /** Let go of all that was painted ahead, also of what is still on its way; what is on the map is no day's plain picture either. */
  forget() {
    for (const { canvas } of this.ahead.values()) this.letGo(canvas);
    this.ahead = new Map();
    this.plain = '';
  }

  /** @param {string[]} days that are still wanted */
  keepOnly(days) {
    for (const [day, { canvas }] of [...this.ahead]) {
      if (days.includes(day)) continue;
      this.ahead.delete(day);
      this.letGo(canvas);
    }
  }
}
