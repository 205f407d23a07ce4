/* The frame of a dialog, and buttons that several of them have. */

import { byId, copyText, el, on, SVG_NS } from '../core/dom.js';
import { t } from '../core/words.js';

export function closeIcon() {
  const svg = document.createElementNS(SVG_NS, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('width', '20');
  svg.setAttribute('height', '20');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG_NS, 'path');
  path.setAttribute('d', 'M5 5l14 14M19 5 5 19');
  svg.append(path);
  return svg;
}

/** @param {number} way 1 on, -1 back */
export function arrowIcon(way) {
  const svg = closeIcon();
  svg.firstElementChild?.setAttribute('d', way > 0 ? 'M9 4.5l7.5 7.5L9 19.5' : 'M15 4.5 7.5 12l7.5 7.5');
  return svg;
}

/** A click beside a dialog closes it. @param {HTMLDialogElement} dialog */
export function closesByBackdrop(dialog) {
  on(dialog, 'click', (event) => {
    if (event.target === dialog) dialog.close();
  });
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {string} id
 * @param {string} title
 */
export function dialogHead(dialog, id, title) {
  const close = el('button', { type: 'button', class: 'close', 'aria-label': t('close') }, [closeIcon()]);
  close.addEventListener('click', () => dialog.close());
  return [close, el('h2', { id, text: title })];
}

/**
 * @param {string} text
 * @param {string} name
 */
export function copyButton(text, name) {
  const button = el('button', { type: 'button', class: 'plain', text: name });
  button.addEventListener('click', async () => {
    const done = t((await copyText(text)) ? 'copied' : 'not_copied');
    const note = button.closest('dialog')?.querySelector('.copied');
    if (note) note.textContent = done;
  });
  return button;
}

export function printButton() {
  const button = el('button', { type: 'button', class: 'plain', text: t('print') });
  button.addEventListener('click', () => {
    /** @type {HTMLDialogElement} */ (byId('share')).close();
    window.print();
  });
  return button;
}
