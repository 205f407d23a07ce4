/* Cite and share: the address, the reference, and what is shown as a file to take away. */

function startShare() {
  const dialog = /** @type {HTMLDialogElement} */ (byId('share'));
  on(byId('open-share'), 'click', () => {
    showShare(dialog);
    dialog.showModal();
  });
  closesByBackdrop(dialog);
}

/** A click beside a dialog closes it. @param {HTMLDialogElement} dialog */
function closesByBackdrop(dialog) {
  on(dialog, 'click', (event) => {
    if (event.target === dialog) dialog.close();
  });
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {string} id
 * @param {string} title
 */
function dialogHead(dialog, id, title) {
  const close = el('button', { type: 'button', class: 'close', 'aria-label': t('close') }, [closeIcon()]);
  close.addEventListener('click', () => dialog.close());
  return [el('h2', { id, text: title }), close];
}

/** @param {HTMLDialogElement} dialog */
function showShare(dialog) {
  const address = shareAddress();
  const i = state.event === null ? undefined : EVENT_INDEX.get(state.event);
  const reference = i === undefined ? citeDay() : citeText(i);
  const link = el('input', { type: 'text', readonly: true, id: 'share-address', value: address });
  link.addEventListener('focus', () => link.select());
  dialog.replaceChildren(
    ...dialogHead(dialog, 'share-title', t('share')),
    el('label', { for: 'share-address', class: 'choice-title', text: t('address_of_view') }),
    el('div', { class: 'with-button' }, [link, copyButton(address, t('copy'))]),
    el('p', { class: 'soft', text: t('address_note') }),
    el('h3', { text: t('cite') }),
    el('p', { class: 'reference', text: reference }),
    copyButton(reference, t('copy_citation')),
    el('h3', { text: t('download') }),
    el('p', { class: 'soft', text: t('download_note', { n: numberText(shownNow().length) }) }),
    el('div', { class: 'buttons' }, [
      downloadButton('GeoJSON', 'geojson', 'application/geo+json', toGeoJson),
      downloadButton('CSV', 'csv', 'text/csv', toCsv),
      printButton(),
    ]),
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

function citeDay() {
  return t('cite_day', {
    day: state.view === 'week' ? t('whole_week') : longDate(state.day),
    version: payload.version,
    date: dateText(payload.record_date, true),
    address: addressOf(),
  });
}

/**
 * @param {string} text
 * @param {string} name
 */
function copyButton(text, name) {
  const button = el('button', { type: 'button', class: 'plain', text: name });
  button.addEventListener('click', async () => {
    const done = t((await copyText(text)) ? 'copied' : 'not_copied');
    const note = button.closest('dialog')?.querySelector('.copied');
    if (note) note.textContent = done;
  });
  return button;
}

function printButton() {
  const button = el('button', { type: 'button', class: 'plain', text: t('print') });
  button.addEventListener('click', () => {
    /** @type {HTMLDialogElement} */ (byId('share')).close();
    window.print();
  });
  return button;
}

/** The events in sight now, in the order of the chronicle. */
function shownNow() {
  const { own, ongoing, undated, before, after } = eventsShown(state.day);
  return own.concat(ongoing, undated, before, after).sort((a, b) => a - b);
}

/**
 * One event as a flat record.
 * @param {number} i
 * @returns {Record<string, string | number | null>}
 */
function recordOf(i) {
  const place = EVENTS.place[i];
  const words = CITATIONS_OF[i].map((row) => {
    const source = SOURCES.id[payload.citations.source[row]];
    return [source, payload.citations.locator[row]].filter(Boolean).join(', ');
  });
  return {
    id: EVENTS.id[i],
    kind: EVENTS.kind[i],
    name_1871: PLACES.name_1871[place],
    name_today: PLACES.name_today[place] || null,
    start: EVENTS.start[i],
    end: EVENTS.end[i] || null,
    start_time: EVENTS.start_time[i] || null,
    end_time: EVENTS.end_time[i] || null,
    edtf: EVENTS.edtf[i] || null,
    day: state.view === 'week' ? null : state.day,
    status: statusOn(state.day, i) || null,
    outcome: EVENTS.outcome[i] || null,
    actor: EVENTS.actor[i] || null,
    target: EVENTS.target[i] || null,
    certainty: EVENTS.certainty[i],
    uncertainty_m: PLACES.precision_m[place],
    arrondissement: PLACES.arrondissement[place],
    title_en: EVENTS.title_en[i],
    title_fr: EVENTS.title_fr[i],
    summary_en: EVENTS.summary_en[i] || null,
    summary_fr: EVENTS.summary_fr[i] || null,
    sources: words.join('; '),
  };
}

/** @param {number[]} shown */
function toGeoJson(shown) {
  const features = shown.map((i) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [PLACES.lon[EVENTS.place[i]], PLACES.lat[EVENTS.place[i]]] },
    properties: recordOf(i),
  }));
  return JSON.stringify({ type: 'FeatureCollection', features }, null, 1);
}

/** @param {number[]} shown */
function toCsv(shown) {
  const records = shown.map((i) => ({
    ...recordOf(i),
    lon: PLACES.lon[EVENTS.place[i]],
    lat: PLACES.lat[EVENTS.place[i]],
  }));
  const heads = Object.keys(records[0] ?? {});
  /** @param {string | number | null | undefined} value */
  const cell = (value) => {
    const formula = typeof value === 'string' && /^[=+\-@\t\r]/.test(value);
    // What begins like a formula is computed by a spreadsheet; an apostrophe before it makes it text again.
    const text = formula ? `'${value}` : String(value ?? '');
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${[heads.join(','), ...records.map((record) => Object.values(record).map(cell).join(','))].join('\n')}\n`;
}

/**
 * @param {string} name
 * @param {string} extension
 * @param {string} type
 * @param {(shown: number[]) => string} make
 */
function downloadButton(name, extension, type, make) {
  const button = el('button', { type: 'button', class: 'plain', text: name });
  button.addEventListener('click', () => {
    const url = URL.createObjectURL(new Blob([make(shownNow())], { type }));
    const span = state.view === 'week' ? 'week' : state.day;
    const link = el('a', { href: url, download: `semaine-${span}.${extension}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  });
  return button;
}
