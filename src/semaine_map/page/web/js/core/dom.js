import { leaving } from './leaving.js';

export const SVG_NS = 'http://www.w3.org/2000/svg';

/**
 * Make an element; text is only ever textContent, so that nobody's words become markup.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes] `text` and `class` included
 * @param {(Node | string | null)[]} [children]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, attributes = {}, children = []) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'text') node.textContent = String(value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/**
 * Write a text into an element, unless it stands there: what is written anew is laid out anew.
 * @param {Element} node
 * @param {string} text
 */
export function writeText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Show an address: as a link if it is one of the web, as the text that it is if it is anything else.
 * @param {string | null} text
 */
export function webAddress(text) {
  if (!text) return null;
  if (!/^https?:\/\/[^\s\\]+$/i.test(text)) return el('span', { class: 'soft', text });
  return el('a', { class: 'soft', href: text, target: '_blank', rel: 'noopener noreferrer', text });
}

/**
 * Find an element that page.html promises.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`page.html has no #${id}`);
  return node;
}

/**
 * Listen until the page goes.
 * @param {EventTarget} target
 * @param {string} type
 * @param {(event: any) => void} fn
 * @param {AddEventListenerOptions} [options]
 */
export function on(target, type, fn, options = {}) {
  target.addEventListener(type, fn, { signal: leaving.signal, ...options });
}

/**
 * Remember a choice of the reader, where the browser lets a file remember.
 * @param {string} key
 * @param {string} [value]
 * @returns {string | null}
 */
export function remember(key, value) {
  try {
    if (value === undefined) return localStorage.getItem(`atlas-${key}`);
    localStorage.setItem(`atlas-${key}`, value);
  } catch {
    // Private windows and srcdoc frames refuse storage; the atlas starts plain.
  }
  return null;
}

export const reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)');

/**
 * Call back once the frame under way is on the screen.
 * @param {() => void} fn
 */
export const afterPaint = (fn) => requestAnimationFrame(() => setTimeout(fn));

/** @param {string} message for screen readers */
export function announce(message) {
  afterPaint(() => {
    byId('announcer').textContent = message;
  });
}

/**
 * Copy text, also where the clipboard API is refused (a file opened from disk may lack it).
 * @param {string} text
 * @returns {Promise<boolean>}
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el('textarea', { class: 'off-screen', 'aria-hidden': 'true' });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

/**
 * Call back when the browser has nothing better to do; Safari cannot tell, there it is a moment later.
 * @param {() => void} fn
 */
export const whenIdle = (fn) =>
  typeof window.requestIdleCallback === 'function'
    ? window.requestIdleCallback(fn, { timeout: 600 })
    : window.setTimeout(fn, 80);
