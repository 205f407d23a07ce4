/* World coordinates are spherical Mercator at zoom 0 (256 px round the Earth), as Leaflet's. */

/** @param {number} lon */
export const worldX = (lon) => ((lon + 180) / 360) * 256;

/** @param {number} lat */
export const worldY = (lat) => {
  const sine = Math.sin((lat * Math.PI) / 180);
  return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 256;
};

/**
 * Add a path to the canvas's current path.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Path} path
 * @param {View} view
 * @param {boolean} close
 */
export function trace(ctx, path, view, close) {
  for (let k = 0; k < path.length; k += 2) {
    const x = path[k] * view.scale - view.ox;
    const y = path[k + 1] * view.scale - view.oy;
    if (k) ctx.lineTo(x, y);
    else ctx.moveTo(x, y);
  }
  if (close) ctx.closePath();
}

/**
 * Bound a list of paths: [west, north, east, south] in world coordinates.
 * @param {Path[]} paths
 * @returns {[number, number, number, number]}
 */
export function boundsOf(paths) {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const path of paths) {
    for (let k = 0; k < path.length; k += 2) {
      west = Math.min(west, path[k]);
      east = Math.max(east, path[k]);
      north = Math.min(north, path[k + 1]);
      south = Math.max(south, path[k + 1]);
    }
  }
  return [west, north, east, south];
}

/**
 * Say whether bounds touch the canvas.
 * @param {[number, number, number, number]} bounds
 * @param {View} view
 */
export function isInView([west, north, east, south], view) {
  return (
    east * view.scale >= view.ox &&
    west * view.scale <= view.ox + view.width &&
    south * view.scale >= view.oy &&
    north * view.scale <= view.oy + view.height
  );
}

/**
 * Say whether a point lies inside an area (even-odd, so holes count as outside).
 * @param {Path[]} paths
 * @param {number} x
 * @param {number} y
 */
export function isInside(paths, x, y) {
  let inside = false;
  for (const path of paths) {
    for (let k = 0, last = path.length - 2; k < path.length; last = k, k += 2) {
      const [ax, ay, bx, by] = [path[k], path[k + 1], path[last], path[last + 1]];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

/**
 * Where a horizontal line crosses the edges of an area: a point on it is inside if an odd number lies to its right, as `isInside`
 * finds it. For those who ask of many points of few lines.
 * @param {Path[]} paths
 * @param {number} y
 * @returns {number[]}
 */
export function crossingsAt(paths, y) {
  /** @type {number[]} */
  const crossings = [];
  for (const path of paths) {
    for (let k = 0, last = path.length - 2; k < path.length; last = k, k += 2) {
      const [ay, by] = [path[k + 1], path[last + 1]];
      if (ay > y !== by > y) crossings.push(((path[last] - path[k]) * (y - ay)) / (by - ay) + path[k]);
    }
  }
  return crossings;
}

/**
 * Measure how far a point lies from a line, all in world coordinates.
 * @param {Path} path
 * @param {number} x
 * @param {number} y
 */
export function distanceToPath(path, x, y) {
  let least = Infinity;
  for (let k = 2; k < path.length; k += 2) {
    const [ax, ay] = [path[k - 2], path[k - 1]];
    const [dx, dy] = [path[k] - ax, path[k + 1] - ay];
    const share = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(x - ax - share * dx, y - ay - share * dy));
  }
  return least;
}

/**
 * The part of a line that is in view, in pixels, with the length run so far.
 * @param {Path} path
 * @param {View} view
 */
export function pixelsOf(path, view) {
  /** @type {{x: number, y: number, at: number}[]} */
  const points = [];
  let at = 0;
  for (let k = 0; k < path.length; k += 2) {
    const x = path[k] * view.scale - view.ox;
    const y = path[k + 1] * view.scale - view.oy;
    const last = points[points.length - 1];
    if (last) at += Math.hypot(x - last.x, y - last.y);
    points.push({ x, y, at });
  }
  return points;
}

/**
 * The point and direction at a length along the line.
 * @param {{x: number, y: number, at: number}[]} points
 * @param {number} at
 */
export function pointAlong(points, at) {
  let k = 1;
  while (k < points.length - 1 && points[k].at < at) k += 1;
  const a = points[k - 1];
  const b = points[k];
  const part = (at - a.at) / (b.at - a.at || 1);
  return {
    x: a.x + (b.x - a.x) * part,
    y: a.y + (b.y - a.y) * part,
    angle: Math.atan2(b.y - a.y, b.x - a.x),
  };
}

/**
 * Points at equal steps along a line, in world coordinates.
 * @param {Path} path
 * @param {number} count
 * @returns {Path}
 */
export function resampled(path, count) {
  const lengths = [0];
  for (let k = 2; k < path.length; k += 2) {
    lengths.push(lengths[lengths.length - 1] + Math.hypot(path[k] - path[k - 2], path[k + 1] - path[k - 1]));
  }
  const even = new Float64Array(2 * count);
  let k = 1;
  for (let n = 0; n < count; n += 1) {
    const at = (lengths[lengths.length - 1] * n) / Math.max(1, count - 1);
    while (k < lengths.length - 1 && lengths[k] < at) k += 1;
    const share = lengths.length > 1 ? (at - lengths[k - 1]) / (lengths[k] - lengths[k - 1] || 1) : 0;
    for (const axis of [0, 1]) {
      const from = path[2 * (k - 1) + axis];
      const to = path[2 * k + axis] ?? from;
      even[2 * n + axis] = from + (to - from) * share;
    }
  }
  return even;
}

/**
 * The beginning of a line, up to a share of its length.
 * @param {Path} path
 * @param {number} share
 */
export function beginningOf(path, share) {
  const steps = 48;
  return resampled(path, steps).slice(0, 2 * Math.max(2, Math.ceil(steps * share)));
}

/**
 * A line with its corners cut: from end to end, and between as smooth as what nobody knows the course of.
 * @param {Path} path
 * @returns {Path}
 */
export function rounded(path) {
  let line = path;
  for (let round = 0; round < 3 && line.length > 4; round += 1) {
    const cut = [line[0], line[1]];
    for (let k = 0; k + 3 < line.length; k += 2) {
      for (const share of [0.25, 0.75]) {
        cut.push(
          line[k] + (line[k + 2] - line[k]) * share,
          line[k + 1] + (line[k + 3] - line[k + 1]) * share,
        );
      }
    }
    cut.push(line[line.length - 2], line[line.length - 1]);
    line = Float64Array.from(cut);
  }
  return line;
}
