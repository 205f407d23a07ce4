/* The signs of events: one kind a group, each sign as it is on the step shown. */

import { element, lines } from './dom.js';

/**
 * @typedef {object} Icon
 * @property {string} picture a data URL
 * @property {number} size in pixels
 * @property {number} strength
 * @property {boolean} ring with the circle that holds its place, where that is known but roughly
 * @property {string} colour
 *
 * @typedef {object} Event
 * @property {[number, number]} at latitude and longitude
 * @property {number} [radius] in metres, where the place is known but roughly
 * @property {string} title
 * @property {[string, string][]} text
 * @property {(number | null)[]} icons its icon on each step; null where it is not seen
 *
 * @typedef {object} Signs
 * @property {Icon[]} icons
 * @property {Event[]} events
 * @property {boolean} plain there are too many for pictures
 */

/**
 * Put events into a group and return what shows them as they are on a step.
 * @param {L.LayerGroup} group
 * @param {Signs} data
 * @returns {(step: number) => void}
 */
export function addSigns(group, data) {
  const renderer = L.canvas({ padding: 0.3 });
  const icons = data.icons.map(({ picture, size }) =>
    L.icon({ iconUrl: picture, iconSize: [size, size], popupAnchor: [0, -size / 3] }),
  );
  /** @type {({ mark: L.Marker | L.CircleMarker, ring: L.Circle | null } | null)[]} */
  const made = data.events.map(() => null);

  /** @param {Event} event */
  const make = (event) => {
    const first = data.icons[event.icons.find((one) => one !== null) ?? 0];
    const mark = data.plain
      ? L.circleMarker(event.at, { renderer, radius: 4, weight: 1, color: first.colour, fillOpacity: 0.7 })
      : L.marker(event.at, { alt: event.title, icon: icons[0] });
    mark
      .bindTooltip(element('span', '', event.title))
      .bindPopup(() => lines([['', event.title], ...event.text]));
    const dashed = { renderer, color: first.colour, weight: 1, opacity: 0.4, dashArray: '3 4', fill: false };
    const ring = event.radius
      ? L.circle(event.at, { ...dashed, radius: event.radius, interactive: false })
      : null;
    return { mark, ring };
  };

  /** @param {L.Layer | null} layer @param {boolean} seen */
  const put = (layer, seen) => {
    if (layer && seen !== group.hasLayer(layer)) group[seen ? 'addLayer' : 'removeLayer'](layer);
  };

  return (step) => {
    data.events.forEach((event, n) => {
      const at = event.icons[step] ?? null;
      const icon = at === null ? null : data.icons[at];
      if (icon) made[n] ??= make(event);
      const one = made[n];
      if (!one) return;
      if (icon && one.mark instanceof L.Marker)
        one.mark.setIcon(icons[/** @type {number} */ (at)]).setOpacity(icon.strength);
      put(one.mark, icon !== null);
      put(one.ring, icon?.ring ?? false);
    });
  };
}
