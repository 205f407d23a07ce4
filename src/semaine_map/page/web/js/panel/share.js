/* Cite and share: the address, the reference, and what is shown as a file to take away. */

import { addressOf, writeAddress } from '../core/address.js';
import { countsText } from '../core/counting.js';
import { byId, el, on } from '../core/dom.js';
import { eventsShown } from '../core/filters.js';
import { DENSITY, EVENT_INDEX } from '../core/payload.js';
import { state } from '../core/state.js';
import { longDate, t } from '../core/words.js';
import { densityDownload } from '../density/panel.js';
import { map } from '../map/map.js';
import { boxOf, commandNow } from './command.js';
import { closesByBackdrop, copyButton, dialogHead, printButton } from './dialogs.js';
import { embedCode } from './embed.js';
import { citeText } from './facts.js';
import { figurePng, figureSvg } from './figure.js';
import { lonLat, save, toCsv, toGeoJson } from './rowfiles.js';
import { sheetLinks } from './sheets.js';

export function startShare() {
  const dialog = /** @type {HTMLDialogElement} */ (byId('share'));
  on(byId('open-share'), 'click', () => {
    within = null;
    showShare(dialog);
    dialog.showModal();
  });
  closesByBackdrop(dialog);
}

/** @param {HTMLDialogElement} dialog */
function showShare(dialog) {
  const address = shareAddress();
  const i = state.event === null ? undefined : EVENT_INDEX.get(state.event);
  const reference = i === undefined ? citeDay() : citeText(i);
  const link = el('input', { type: 'text', readonly: true, id: 'share-address', value: address });
  const embed = el('input', { type: 'text', readonly: true, id: 'embed-code', value: embedCode(address) });
  for (const field of [link, embed]) field.addEventListener('focus', () => field.select());
  dialog.replaceChildren(
    ...dialogHead(dialog, 'share-title', t('share')),
    el('label', { for: 'share-address', class: 'choice-title', text: t('address_of_view') }),
    el('div', { class: 'with-button' }, [link, copyButton(address, t('copy'))]),
    el('p', { class: 'soft', text: t('address_note') }),
    el('label', { for: 'embed-code', class: 'choice-title', text: t('embed_code') }),
    el('div', { class: 'with-button' }, [embed, copyButton(embed.value, t('copy'))]),
    el('h3', { text: t('cite') }),
    el('p', { class: 'reference', text: reference }),
    copyButton(reference, t('copy_citation')),
    el('h3', { text: t('figure') }),
    el('p', { class: 'soft', text: t('figure_note') }),
    el('div', { class: 'buttons' }, [figureButton('PNG', figurePng), figureButton('SVG', figureSvg)]),
    ...sheetLinks(),
    ...(DENSITY ? densityDownload(el('div', { class: 'buttons' }, [printButton()])) : download(dialog)),
    el('p', { class: 'copied', role: 'status' }),
  );
}

/** On a disk the address names that disk: only what follows the file's name is worth sharing. */
function shareAddress() {
  writeAddress(false);
  return location.protocol === 'file:' || location.protocol === 'about:'
    ? `${location.pathname.split('/').pop() || 'index.html'}${addressOf()}`
    : `${location.href.split('#')[0]}${addressOf()}`;
}

export function citeDay() {
  return t('cite_day', {
    day: state.view === 'week' ? t('whole_week') : longDate(state.day),
    address: addressOf(),
  });
}

/** The ground to which the next download is held. @type {L.LatLngBounds | null} */
let within = null;

/**
 * Events of the day and those that may be of it (in the week's view: all) under the filters: what `semaine-map export` calls the
 * same. What only remains from earlier days belongs to those.
 * @returns {Shown}
 */
function takenNow() {
  const [west, south, east, north] = boxOf(within);
  const isInside = (/** @type {number} */ i) => {
    const [lon, lat] = lonLat(i);
    return lon >= west && lon <= east && lat >= south && lat <= north;
  };
  const { own, ongoing, undated, after } = eventsShown(state.day);
  return {
    own: own.filter(isInside),
    ongoing: ongoing.filter(isInside),
    undated: undated.filter(isInside),
    before: [],
    after: after.filter(isInside),
  };
}

/** The same in the order of the chronicle. */
function rowsTaken() {
  const { own, ongoing, undated, after } = takenNow();
  return own.concat(ongoing, undated, after).sort((a, b) => a - b);
}

/** @param {HTMLDialogElement} dialog */
function download(dialog) {
  const note = state.view === 'week' ? 'download_week_note' : 'download_note';
  const inSight = el('input', { type: 'checkbox', name: 'in-sight', checked: within !== null });
  inSight.addEventListener('change', () => {
    within = inSight.checked ? map.getBounds() : null;
    showShare(dialog);
    /** @type {HTMLElement | null} */ (dialog.querySelector('[name="in-sight"]'))?.focus();
  });
  return [
    el('h3', { text: t('download') }),
    el('p', { class: 'soft', text: t(note, { counts: countsText(takenNow()) }) }),
    el('label', { class: 'box' }, [inSight, el('span', { text: t('only_in_sight') })]),
    el('div', { class: 'buttons' }, [
      downloadButton('GeoJSON', 'geojson', 'application/geo+json', toGeoJson),
      downloadButton('CSV', 'csv', 'text/csv', toCsv),
      printButton(),
    ]),
    ...(state.filters.claimed
      ? []
      : [
          el('p', { class: 'soft', text: t('same_command') }),
          el('p', {}, [el('code', { id: 'same-command', text: commandNow(within && boxOf(within)) })]),
        ]),
  ];
}

/**
 * @param {string} name
 * @param {string} extension
 * @param {string} type
 * @param {(taken: number[]) => string} make
 */
function downloadButton(name, extension, type, make) {
  const button = el('button', { type: 'button', class: 'plain', text: name });
  button.addEventListener('click', () => save(new Blob([make(rowsTaken())], { type }), extension));
  return button;
}

/** @param {'PNG' | 'SVG'} name @param {(citation: string) => Promise<Blob>} make */
function figureButton(name, make) {
  const button = el('button', { type: 'button', class: 'plain', text: name });
  button.addEventListener('click', async () => save(await make(citeDay()), name.toLowerCase()));
  return button;
}
