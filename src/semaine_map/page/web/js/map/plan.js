/* The plan of today beneath the atlas: the one thing that asks the network, and only when a reader says so. */

import { map } from './map.js';

const PLAN_URL =
  'https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2' +
  '&STYLE=normal&TILEMATRIXSET=PM&FORMAT=image/png&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}';

/** @type {L.TileLayer | null} */
let plan = null;

export const isPlanShown = () => plan !== null && map.hasLayer(plan);

/** @param {boolean} shown */
export function showPlan(shown) {
  plan ??= L.tileLayer(PLAN_URL, { pane: 'plan', maxNativeZoom: 18, opacity: 0.55 });
  if (shown) plan.addTo(map);
  else plan.remove();
}
