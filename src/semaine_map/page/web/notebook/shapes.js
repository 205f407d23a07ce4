/* Shapes of any geometry, each seen on some of the days, or always. */

import { element, lines } from './dom.js';

/**
 * @typedef {object} Shape
 * @property {GeoJSON.Geometry} geometry
 * @property {number} style its place among the styles
 * @property {number} [first] the first step on which it is seen; without, always
 * @property {number} [last]
 * @property {string} [tip]
 * @property {[string, string][]} [popup]
 *
 * @typedef {object} Shapes
 * @property {L.CircleMarkerOptions[]} styles
 * @property {Shape[]} shapes
 * @property {boolean} [still] nothing happens when they are pointed at
 */

/**
 * Put shapes into a group and return what shows those of a step.
 * @param {L.LayerGroup} group
 * @param {Shapes} data
 * @returns {(step: number) => void}
 */
export function addShapes(group, data) {
  const renderer = L.canvas({ padding: 0.3 });
  const made = data.shapes.map((shape) => {
    const style = { renderer, interactive: !data.still, ...data.styles[shape.style] };
    const layer = L.geoJSON(shape.geometry, {
      style,
      pointToLayer: (_feature, at) => L.circleMarker(at, style),
    });
    if (shape.tip) layer.bindTooltip(element('span', '', shape.tip), { sticky: true });
    if (shape.popup) layer.bindPopup(lines(shape.popup));
    if (shape.first === undefined) group.addLayer(layer);
    return layer;
  });
  return (step) => {
    data.shapes.forEach((shape, n) => {
      if (shape.first === undefined || shape.last === undefined) return;
      const seen = shape.first <= step && step <= shape.last;
      if (seen !== group.hasLayer(made[n])) group[seen ? 'addLayer' : 'removeLayer'](made[n]);
    });
  };
}
