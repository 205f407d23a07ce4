/* The camera: the new picture grows or shrinks out of the old one, which fades; each is painted once. */

import { el, reducedMotion } from '../core/dom.js';
import { groundCanvas, marksCanvas, namesCanvas, tintCanvas } from '../map/canvases.js';
import { litCanvas } from '../map/lit.js';
import { map } from '../map/map.js';
import { showGiven } from '../map/position.js';
import { whenDrawn } from '../map/turns.js';
import { UNDER_WAY } from './moving.js';

const LAYERS_SEEN = [groundCanvas, tintCanvas, namesCanvas, marksCanvas, litCanvas];

/** What is being moved. @type {Animation[]} */
let cameraMoves = [];

/** @type {HTMLCanvasElement | null} */
let oldPicture = null;

/** Bring whatever is under way to its end. */
export function stopCamera() {
  for (const one of cameraMoves) one.cancel();
  cameraMoves = [];
  oldPicture?.remove();
  oldPicture = null;
  for (const pane of panesSeen()) pane.style.removeProperty('visibility');
}

const panesSeen = () =>
  ['ground', 'tint', 'names', 'moving', 'marks', 'lit']
    .map((name) => map.getPane(name))
    .filter((pane) => pane !== undefined);

/** The picture as it stands, in the window of the map. */
function pictureNow() {
  const size = map.getSize();
  const first = groundCanvas.canvas;
  if (!first || !size.x) return null;
  const dpr = first.width / first.offsetWidth || 1;
  const sheet = el('canvas', { class: 'before', 'aria-hidden': 'true' });
  sheet.width = size.x * dpr;
  sheet.height = size.y * dpr;
  sheet.style.width = `${size.x}px`;
  sheet.style.height = `${size.y}px`;
  const pen = sheet.getContext('2d');
  for (const { canvas, paintedBounds } of LAYERS_SEEN) {
    const at = map.layerPointToContainerPoint(paintedBounds.min ?? L.point(0, 0));
    if (!canvas || !pen) continue;
    pen.globalAlpha = Number(getComputedStyle(canvas.parentElement ?? canvas).opacity);
    pen.drawImage(canvas, Math.round(at.x * dpr), Math.round(at.y * dpr));
  }
  return sheet;
}

/**
 * Show a part of the ground in the map's window.
 * @param {[[number, number], [number, number]]} bounds
 * @param {{still?: boolean, begin?: () => void}} [options] without motion; what to do when the motion begins
 */
export function showBounds(bounds, { still = false, begin = () => {} } = {}) {
  stopCamera();
  const size = map.getSize();
  if (!size.x) return;
  const seen = L.latLngBounds(bounds);
  const nearest = 16.25 + Math.log2(litCanvas.magnification());
  // Room for the signs at the edge.
  const zoom = Math.min(nearest, map.getBoundsZoom(seen, false, L.point(size.x > 600 ? 90 : 56, 72)));
  const centre = seen.getCenter();
  const before = still || reducedMotion.matches || document.hidden ? null : pictureNow();
  if (!before) {
    goTo(centre, zoom);
    whenDrawn(begin);
    return;
  }
  const corner = map.containerPointToLatLng([0, 0]);
  const was = map.getZoom();
  oldPicture = before;
  map.getContainer().prepend(before);
  for (const pane of panesSeen()) pane.style.visibility = 'hidden';
  goTo(centre, zoom);
  whenDrawn(() => {
    if (before !== oldPicture) return;
    moveFrom(before, corner, map.getZoomScale(map.getZoom(), was));
    begin();
  });
}

/**
 * @param {L.LatLng} centre
 * @param {number} zoom
 */
const goTo = (centre, zoom) =>
  showGiven(() => {
    map.setView(centre, zoom, { animate: false });
    return true;
  });

/**
 * Move from the old picture to the new one, which is painted.
 * @param {HTMLCanvasElement} before
 * @param {L.LatLng} corner of the old picture
 * @param {number} grown how many times larger the ground is in the new one
 */
function moveFrom(before, corner, grown) {
  // A point at `p` of the old window lies at `shift + grown · p` of the new one.
  const shift = map.latLngToContainerPoint(corner);
  const timing = { duration: UNDER_WAY, easing: 'cubic-bezier(0.4, 0, 0.2, 1)' };
  const pane = map.getPane('mapPane');
  const at = pane ? L.DomUtil.getPosition(pane) : L.point(0, 0);
  // The new picture begins where the old one shows the same ground.
  const x = (at.x - shift.x) / grown - at.x;
  const y = (at.y - shift.y) / grown - at.y;
  const start = { transform: `translate(${x}px, ${y}px) scale(${1 / grown})`, opacity: 0, offset: 0 };
  const end = `translate(${shift.x}px, ${shift.y}px) scale(${grown})`;
  const panes = panesSeen();
  for (const one of panes) one.style.removeProperty('visibility');
  cameraMoves = panes.map((one) => one.animate([start], timing));
  const fading = before.animate([{ transform: 'none' }, { transform: end }], timing);
  fading.onfinish = stopCamera;
  cameraMoves.push(fading);
}
