/* The camera: the new picture grows or shrinks out of the oldPicture one, which fades; both are painted once. */

import { el, reducedMotion } from '../core/dom.js';
import { groundCanvas, marksCanvas, namesCanvas, tintCanvas } from '../map/canvases.js';
import { map } from '../map/map.js';
import { litCanvas } from './lit.js';
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
}

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
  for (const { canvas, drawn } of LAYERS_SEEN) {
    const at = map.layerPointToContainerPoint(drawn.min ?? L.point(0, 0));
    if (!canvas || !pen) continue;
    pen.globalAlpha = Number(getComputedStyle(canvas.parentElement ?? canvas).opacity);
    pen.drawImage(canvas, Math.round(at.x * dpr), Math.round(at.y * dpr));
  }
  return sheet;
}

/**
 * Show a frame of the ground in the map's window.
 * @param {[[number, number], [number, number]]} bounds
 * @param {{still?: boolean}} [options] without motion
 */
export function showFrame(bounds, { still = false } = {}) {
  stopCamera();
  const size = map.getSize();
  if (!size.x) return;
  const frame = L.latLngBounds(bounds);
  // Room for the signs at the edge.
  const zoom = Math.min(
    16.25 + Math.log2(litCanvas.magnification()),
    map.getBoundsZoom(frame, false, L.point(size.x > 600 ? 90 : 56, 72)),
  );
  const centre = frame.getCenter();
  if (still || reducedMotion.matches || document.hidden) {
    map.setView(centre, zoom, { animate: false });
    return;
  }
  const before = pictureNow();
  const corner = map.containerPointToLatLng([0, 0]);
  const was = map.getZoom();
  map.setView(centre, zoom, { animate: false });
  if (!before) return;
  const grown = map.getZoomScale(map.getZoom(), was);
  oldPicture = before;
  map.getContainer().prepend(before);
  // A point at `p` of the oldPicture window lies at `shift + grown · p` of the new one.
  const shift = map.latLngToContainerPoint(corner);
  const timing = { duration: UNDER_WAY, easing: 'cubic-bezier(0.4, 0, 0.2, 1)' };
  cameraMoves = [
    before.animate(
      [{ transform: 'none' }, { transform: `translate(${shift.x}px, ${shift.y}px) scale(${grown})` }],
      timing,
    ),
  ];
  const pane = map.getPane('mapPane');
  if (pane) {
    const at = L.DomUtil.getPosition(pane);
    // The new picture begins where the oldPicture one shows the same ground.
    const [x, y] = [-shift.x / grown, -shift.y / grown];
    for (const layer of LAYERS_SEEN.map((one) => one.getPane())) {
      if (!layer) continue;
      const start = `translate(${x + at.x / grown - at.x}px, ${y + at.y / grown - at.y}px) scale(${1 / grown})`;
      cameraMoves.push(layer.animate([{ transform: start, opacity: 0, offset: 0 }], timing));
    }
  }
  cameraMoves[0].onfinish = stopCamera;
}
