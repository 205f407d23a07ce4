/* Ctrl-P: one A4 page of the shown day, drawn anew for paper from the same painters. */

const PRINT_WIDTH = 720;
const PRINT_HEIGHT = 432;

function startPrint() {
  on(window, 'beforeprint', makeSheet);
  on(window, 'afterprint', () => byId('printed').replaceChildren());
}

function makeSheet() {
  const week = state.view === 'week';
  const list = el('ol', { class: 'printed-list' });
  const rest = el('p', { class: 'printed-rest' });
  byId('printed').replaceChildren(
    el('header', {}, [
      el('h2', { text: week ? t('whole_week') : longDate(state.day) }),
      el('p', { text: `${payload.title[state.lang]} · ${payload.subtitle[state.lang]}` }),
    ]),
    printedMap(),
    printedKey(),
    el('p', {
      class: 'printed-text',
      text: tellingText(),
    }),
    list,
    el('footer', {}, [rest, el('p', { text: citeDay() }), el('p', { text: t('print_credit') })]),
  );
  if (week) {
    list.replaceChildren(...DAYS.map(printedDay));
    list.classList.add('whole-week');
    return;
  }
  if (DENSITY) {
    list.replaceChildren(...printedCounts());
    rest.textContent = t('density_read_text', { file: countedFile() });
    return;
  }
  const { own, ongoing, undated } = eventsShown(state.day);
  fillList(list, rest, own.concat(ongoing, undated));
}

/** The map in sight, fitted to the paper. */
function printedMap() {
  const canvas = el('canvas', { class: 'printed-map' });
  const dpr = 3;
  canvas.width = PRINT_WIDTH * dpr;
  canvas.height = PRINT_HEIGHT * dpr;
  const ctx = canvas.getContext('2d');
  if (!ctx) return canvas;
  const bounds = map.getBounds();
  const west = worldX(bounds.getWest());
  const east = worldX(bounds.getEast());
  const north = worldY(bounds.getNorth());
  const south = worldY(bounds.getSouth());
  const scale = Math.min(PRINT_WIDTH / (east - west), PRINT_HEIGHT / (south - north));
  const zoom = Math.log2(scale);
  /** @type {View} */
  const view = {
    zoom,
    scale,
    ox: ((west + east) / 2) * scale - PRINT_WIDTH / 2,
    oy: ((north + south) / 2) * scale - PRINT_HEIGHT / 2,
    width: PRINT_WIDTH,
    height: PRINT_HEIGHT,
    dpr,
    pad: [0, 0],
    metres: metresPerPixel(scale),
  };
  ctx.scale(dpr, dpr);
  ctx.fillStyle = GROUND.paper;
  ctx.fillRect(0, 0, PRINT_WIDTH, PRINT_HEIGHT);
  for (const paint of [paintGround, paintTint, paintNames, paintMarks]) {
    // Each on a sheet of its own, as on the screen: the tint is cut out of the water, not the water out of it.
    const sheet = el('canvas');
    sheet.width = canvas.width;
    sheet.height = canvas.height;
    const pen = sheet.getContext('2d');
    if (!pen) continue;
    pen.scale(dpr, dpr);
    paint(pen, view);
    ctx.drawImage(sheet, 0, 0, PRINT_WIDTH, PRINT_HEIGHT);
  }
  return canvas;
}

/**
 * A day of the week's sheet: its tint, what was retaken on it, and its story.
 * @param {string} day
 * @param {number} step
 */
function printedDay(day, step) {
  const swatch = el('span', { class: 'swatch' });
  swatch.style.backgroundColor = WEEK_TINTS[step];
  const taken = payload.arrondissements.filter(({ retaken }) => retaken === day);
  const which = taken.map(({ number }) => ordinal(number)).join(', ');
  return el('li', {}, [
    swatch,
    el('span', {}, [
      el('b', { text: `${weekdayOf(day)} ${dayNumber(day)}${which ? ` (${which})` : ''} ` }),
      payload.day_texts[day]?.[state.lang] ?? '',
    ]),
  ]);
}

/** Only the signs that the day needs, and the tints. */
function printedKey() {
  const { own, ongoing, undated, before, after } = eventsShown(state.day);
  const kinds = new Set(own.concat(ongoing, undated, before, after).map((i) => EVENTS.kind[i]));
  const items = ALL_KINDS.filter((kind) => kinds.has(kind)).map((kind) =>
    el('li', {}, [
      signIcon(kind, { size: 14, ink: kind === 'fire' || kind === 'explosion' ? INK.fire : INK.neutral }),
      label('kind', kind),
    ]),
  );
  const tints = [
    ...tintRows(),
    ...(columnsShown().length ? [el('li', {}, [columnIcon(), t('layer_columns')])] : []),
  ];
  if (DENSITY) return el('div', { class: 'printed-key' }, [el('ul', {}, tints), densityScale()]);
  return el('ul', { class: 'printed-key' }, state.view === 'week' ? items : [...tints, ...items]);
}

/**
 * Fill the list until the page is full, and say how many events it could not hold.
 * @param {HTMLElement} list
 * @param {HTMLElement} rest
 * @param {number[]} shown
 */
function fillList(list, rest, shown) {
  const items = shown
    .slice(0, PAGE_OF_ROWS)
    .map((i) =>
      el('li', {}, [
        signIcon(EVENTS.kind[i], { size: 9, ink: inkOf(i), certainty: EVENTS.certainty[i] }),
        el('span', {}, [
          el('b', { text: EVENTS.start[i] === state.day ? `${hourText(i)} ` : '' }),
          `${titleOf(i)}, `,
          el('i', { text: PLACES.name_1871[EVENTS.place[i]] }),
        ]),
      ]),
    );
  list.replaceChildren(...items);
  while (items.length && list.scrollWidth > list.clientWidth + 2) items.pop()?.remove();
  rest.textContent =
    shown.length > items.length ? t('print_rest', { n: numberText(shown.length - items.length) }) : '';
}
