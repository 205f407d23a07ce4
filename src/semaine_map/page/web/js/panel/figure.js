/* The view as a figure to take away: the map with its title, key, scale, date and citation, as SVG and as PNG of twice the size. */

import { SVG_NS } from '../core/dom.js';
import { COLOUR, kindLook, LOOK } from '../core/look.js';
import { payload } from '../core/payload.js';
import { state } from '../core/state.js';
import { label, longDate, numberText, t } from '../core/words.js';
import { map } from '../map/map.js';
import { pictureOf, viewInSight } from '../map/picture.js';
import { signIcon } from '../map/signs.js';

const EDGE = 16;
const HEAD = 64;
const LINE = 18;
const SCALE = 2;

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {string} [text]
 */
function shape(tag, attributes, text) {
  const node = document.createElementNS(SVG_NS, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  if (text !== undefined) node.textContent = text;
  return node;
}

const pen = document.createElement('canvas').getContext('2d');

/** @param {string} text @param {number} size */
function widthOf(text, size) {
  if (!pen) return text.length * size * 0.55;
  pen.font = `${size}px sans-serif`;
  return pen.measureText(text).width;
}

/** Break a text into lines of a width. @param {string} text @param {number} width @param {number} size */
function broken(text, width, size) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length && widthOf(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The sides and the commonest signs, each a picture and its words. @returns {[Element, string][]} */
function keyItems() {
  const swatch = (/** @type {string} */ fill) =>
    shape('rect', { width: 20, height: 14, fill, stroke: COLOUR.neutral, 'stroke-width': 0.5 });
  return [
    .../** @type {[Element, string][]} */ (
      LOOK.sides.map(({ code, seen }) => [swatch(seen), label('actor', code)])
    ),
    .../** @type {[Element, string][]} */ (
      payload.small_key.map((kind) => [signIcon(kindLook(kind), { size: 16 }), label('kind', kind)])
    ),
  ];
}

/** A round number of metres, and its length on the map. @param {number} metres in a pixel @param {number} width */
function scaleBar(metres, width) {
  const most = metres * width * 0.2;
  const ten = 10 ** Math.floor(Math.log10(most));
  const length = [5, 2, 1].map((n) => n * ten).find((n) => n <= most) ?? ten;
  const text = length >= 1000 ? `${numberText(length / 1000)} km` : `${numberText(length)} m`;
  return { pixels: length / metres, text };
}

/** The figure as an SVG element; lettering and key are drawn, the map is a picture in it. @param {string} citation */
function makeFigure(citation) {
  const { x: width, y: height } = map.getSize();
  const words = { 'font-family': 'sans-serif', fill: COLOUR.neutral };
  const parts = [];
  const day = state.view === 'week' ? t('whole_week') : longDate(state.day);
  parts.push(
    shape(
      'text',
      { x: EDGE, y: 28, 'font-size': 20, 'font-weight': 600, ...words },
      payload.title[state.lang],
    ),
    shape('text', { x: EDGE, y: 50, 'font-size': 14, ...words }, day),
  );
  const view = viewInSight(width, height, SCALE);
  const href = pictureOf(view).toDataURL('image/png');
  parts.push(shape('image', { x: 0, y: HEAD, width, height, href }));
  const { pixels, text } = scaleBar(view.metres, width);
  const y = HEAD + height - 14;
  parts.push(
    shape('path', {
      d: `M${EDGE} ${y - 6}v6h${pixels}v-6`,
      fill: 'none',
      stroke: COLOUR.neutral,
      'stroke-width': 1.5,
    }),
    shape('text', { x: EDGE + 4, y: y - 4, 'font-size': 12, ...words }, text),
  );
  let [at, down] = [EDGE, HEAD + height + 24];
  for (const [icon, name] of keyItems()) {
    const room = 28 + widthOf(name, 12) + 16;
    if (at + room > width - EDGE) [at, down] = [EDGE, down + LINE + 4];
    const place = shape('g', { transform: `translate(${at} ${down - 13})` });
    place.append(icon);
    parts.push(place, shape('text', { x: at + 26, y: down, 'font-size': 12, ...words }, name));
    at += room;
  }
  for (const line of broken(`${citation} ${payload.ground_credit[state.lang]}`, width - 2 * EDGE, 11)) {
    down += LINE;
    parts.push(shape('text', { x: EDGE, y: down + 4, 'font-size': 11, ...words }, line));
  }
  const whole = down + EDGE;
  const svg = shape('svg', { xmlns: SVG_NS, width, height: whole, viewBox: `0 0 ${width} ${whole}` });
  svg.append(shape('title', {}, `${payload.title[state.lang]}, ${day}`));
  svg.append(shape('rect', { width, height: whole, fill: COLOUR.paper }), ...parts);
  return { text: new XMLSerializer().serializeToString(svg), width, height: whole };
}

/** @param {string} citation */
export const figureSvg = (citation) =>
  Promise.resolve(new Blob([makeFigure(citation).text], { type: 'image/svg+xml' }));

/** @param {string} citation @returns {Promise<Blob>} */
export async function figurePng(citation) {
  const { text, width, height } = makeFigure(citation);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('no picture'))), 'image/png');
  });
}
