/* The position of the map as it stands in an address: at=latitude,longitude,zoom. */

/**
 * Spell a position: five decimals, as in the record; nearer than zoom 16, where those are more than half a pixel, six.
 * @param {{lat: number, lon: number, zoom: number}} position
 */
export function writePosition({ lat, lon, zoom }) {
  const decimals = zoom > 16 ? 6 : 5;
  return `${lat.toFixed(decimals)},${lon.toFixed(decimals)},${Number(zoom.toFixed(2))}`;
}

/**
 * Read a position; what is none, or no place on the Earth, is null.
 * @param {string | null} text
 * @returns {{lat: number, lon: number, zoom: number} | null}
 */
export function readPosition(text) {
  const found = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/.exec(text ?? '');
  if (!found) return null;
  const [lat, lon, zoom] = found.slice(1).map(Number);
  return Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && zoom <= 30 ? { lat, lon, zoom } : null;
}
