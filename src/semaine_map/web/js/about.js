/* About: what this is, how it was made, on what it rests, and what it does not know. */

function startAbout() {
  const dialog = /** @type {HTMLDialogElement} */ (byId('about'));
  on(byId('open-about'), 'click', () => {
    showAbout(dialog);
    dialog.showModal();
    dialog.scrollTop = 0;
  });
  closesByBackdrop(dialog);
}

/** @param {HTMLDialogElement} dialog */
function showAbout(dialog) {
  const counts = {
    events: numberText(EVENT_COUNT),
    places: numberText(PLACES.id.length),
    citations: numberText(payload.citations.event.length),
    sources: numberText(SOURCES.id.length),
    version: payload.version,
    date: dateText(payload.record_date, true),
    title: payload.title[state.lang],
  };
  const parts = ['what', 'method', 'missing', 'dead', 'sources', 'keyboard', 'licences'].flatMap((part) => {
    const paragraphs = t(`about_${part}`, counts)
      .split('\n')
      .map((text) => el('p', { text }));
    const extra = part === 'dead' ? deadTable() : part === 'sources' ? sourceList() : null;
    return [el('h3', { text: t(`about_${part}_title`) }), ...paragraphs, ...(extra ? [extra] : [])];
  });
  dialog.replaceChildren(
    ...dialogHead(dialog, 'about-title', `${payload.title[state.lang]}, ${payload.subtitle[state.lang]}`),
    ...parts,
  );
}

/** The rival counts stand side by side, each with its author: none of them is ours. */
function deadTable() {
  const claims = payload.casualties ?? [];
  if (!claims.length) return null;
  const rows_ = claims.map(({ low, high, author, year, what, locator }) => {
    const number =
      low !== null && high !== null && low !== high
        ? `${numberText(low)} – ${numberText(high)}`
        : numberText(/** @type {number} */ (low ?? high));
    const text = typeof what === 'string' ? what : (what?.[state.lang] ?? '');
    return el('tr', {}, [
      el('th', { scope: 'row', text: [author, year].filter(Boolean).join(', ') }),
      el('td', { class: 'number', text: number }),
      el('td', { text: [text, locator].filter(Boolean).join(' · ') }),
    ]);
  });
  return el('table', {}, [
    el('thead', {}, [
      el(
        'tr',
        {},
        ['dead_author', 'dead_number', 'dead_what'].map((head) => el('th', { scope: 'col', text: t(head) })),
      ),
    ]),
    el('tbody', {}, rows_),
  ]);
}

/** Every source with the side it saw from and how often it is called; its name filters the week to it. */
function sourceList() {
  const calls = SOURCES.id.map(() => 0);
  for (const s of payload.citations.source) calls[s] += 1;
  const order = SOURCES.id.map((_, s) => s).sort((a, b) => calls[b] - calls[a]);
  const items = order
    .filter((s) => calls[s])
    .map((s) => {
      const filter = el('button', {
        type: 'button',
        class: 'link',
        text: t('as_told_by', { who: shortSource(s) }),
      });
      filter.addEventListener('click', () => {
        /** @type {HTMLDialogElement} */ (byId('about')).close();
        setState({ filters: { source: SOURCES.id[s] } });
      });
      const full = [SOURCES.author[s], SOURCES.title[s], SOURCES.year[s], SOURCES.edition[s]]
        .filter(Boolean)
        .join(', ');
      const more = [
        label('viewpoint', SOURCES.viewpoint[s]),
        t('called', { n: numberText(calls[s]) }),
        SOURCES.identifier[s],
        SOURCES.licence[s],
      ];
      return el('li', {}, [
        el('span', { text: full }),
        el('span', { class: 'soft', text: more.filter(Boolean).join(' · ') }),
        filter,
      ]);
    });
  return el('ul', { class: 'sources' }, items);
}

/** @param {number} s */
const shortSource = (s) => SOURCES.short[s] || SOURCES.title[s];
