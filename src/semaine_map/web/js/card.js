/* The card of an event: what, where, when, how sure, and on whose word. */

/** What had the focus before the card opened. @type {Element | null} */
let beforeCard = null;

function startCard() {
  subscribe(['event', 'lang', 'day'], (changed) => {
    showCard();
    // After the card is laid out, so that the event is brought into what the card leaves free.
    if (changed.has('event')) showChosen();
  });
  showCard();
}

function showCard() {
  const card = byId('card');
  const i = state.event === null ? undefined : EVENT_INDEX.get(state.event);
  if (i === undefined) {
    const hadFocus = card.contains(document.activeElement);
    card.hidden = true;
    card.replaceChildren();
    if (hadFocus && beforeCard instanceof HTMLElement) beforeCard.focus();
    return;
  }
  if (card.hidden) beforeCard = document.activeElement;
  card.hidden = false;
  card.scrollTop = 0;
  const close = el('button', { type: 'button', class: 'close', 'aria-label': t('close') }, [closeIcon()]);
  close.addEventListener('click', () => chooseEvent(null));
  const place = EVENTS.place[i];
  const summary = summaryOf(i);
  card.replaceChildren(
    ...[
      el('p', { class: 'kind' }, [iconOf(i, statusOn(state.day, i)), kindText(i)]),
      close,
      el('h2', { text: titleOf(i) }),
      el('p', { class: 'names' }, [
        el('span', { class: 'then', lang: 'fr', text: PLACES.name_1871[place] }),
        PLACES.name_today[place]
          ? el('span', { class: 'now', lang: 'fr', text: PLACES.name_today[place] })
          : null,
      ]),
      summary ? el('p', { class: 'summary', text: summary }) : null,
      factsOf(i),
      witnessesOf(i),
      othersAt(i),
      citeOf(i),
    ].filter((node) => node !== null),
  );
}

function closeIcon() {
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

/** @param {number} i */
function kindText(i) {
  const outcome = label('outcome', EVENTS.outcome[i]);
  const status = statusOn(state.day, i);
  const state_ = status && status !== 'today' && status !== 'earlier' ? label('status', status) : '';
  return [label('kind', EVENTS.kind[i]), outcome, state_].filter(Boolean).join(' · ');
}

/** @param {number} i */
function factsOf(i) {
  const place = EVENTS.place[i];
  /** @type {[string, string | Node][]} */
  const facts = [[t('when'), whenText(i)]];
  if (EVENTS.actor[i]) facts.push([t('by_whom'), label('actor', EVENTS.actor[i])]);
  if (EVENTS.target[i]) facts.push([t('against_whom'), label('actor', EVENTS.target[i])]);
  const killed = killedText(i);
  if (killed) facts.push([t('killed'), killed]);
  facts.push([t('certainty'), certaintyNote(i)]);
  facts.push([t('position'), positionNote(place)], [t('coordinates'), coordinatesOf(place)]);
  return el(
    'dl',
    {},
    facts.flatMap(([term, value]) => [el('dt', { text: term }), el('dd', {}, [value])]),
  );
}

/** @param {number} i */
function killedText(i) {
  const low = EVENTS.killed_min[i];
  const high = EVENTS.killed_max[i];
  if (low === null && high === null) return '';
  if (low !== null && high !== null && low !== high)
    return t('killed_range', { low: numberText(low), high: numberText(high) });
  return t('killed_claim', { n: numberText(/** @type {number} */ (low ?? high)) });
}

/** @param {number} i */
function certaintyNote(i) {
  const name = EVENTS.certainty[i];
  return el('span', { class: 'certainty', 'data-certainty': name, text: label('certainty', name) });
}

/** @param {number} place */
function coordinatesOf(place) {
  const coordinates = `${PLACES.lat[place].toFixed(5)}, ${PLACES.lon[place].toFixed(5)}`;
  const copy = el('button', {
    type: 'button',
    class: 'link',
    text: coordinates,
    title: t('copy_coordinates'),
  });
  copy.addEventListener('click', async () => {
    announce(t((await copyText(coordinates)) ? 'copied' : 'not_copied'));
  });
  return copy;
}

/** @param {number} place */
function positionNote(place) {
  const arrondissement = PLACES.arrondissement[place];
  const where = arrondissement ? t('arrondissement_n', { n: ordinal(arrondissement) }) : t('outside_paris');
  const precision = t('within', { m: numberText(PLACES.precision_m[place]) });
  const method = label('method', PLACES.method[place]);
  return `${where}, ${precision}${method ? ` (${method})` : ''}`;
}

/** Each witness on a line, with the side it saw from; those who disagree say what they say instead.
 * @param {number} i
 */
function witnessesOf(i) {
  const { source, locator, stance, about, claim } = payload.citations;
  const items = CITATIONS_OF[i].map((row) => {
    const s = source[row];
    const name = SOURCES.short[s] || SOURCES.title[s];
    const full = [SOURCES.author[s], SOURCES.title[s], SOURCES.year[s]].filter(Boolean).join(', ');
    const note = [label('viewpoint', SOURCES.viewpoint[s]), label('stance', stance[row])];
    if (about[row] && about[row] !== 'event') note.push(t('speaks_of', { what: label('about', about[row]) }));
    return el('li', { 'data-stance': stance[row] }, [
      el('span', { class: 'witness', text: name, title: full }),
      locator[row] ? `, ${locator[row]}` : '',
      el('span', { class: 'viewpoint', text: note.filter(Boolean).join(' · ') }),
      claim[row] ? el('q', { class: 'claim', lang: 'en', text: claim[row] }) : null,
    ]);
  });
  if (!items.length) return el('p', { class: 'empty', text: t('no_witness') });
  const disagree = CITATIONS_OF[i].some((row) => stance[row] === 'contradicts');
  return el('section', { class: 'witnesses' }, [
    el('h3', { text: t('witnesses') }),
    disagree ? el('p', { class: 'disagree', text: t('they_disagree') }) : null,
    el('ul', {}, items),
  ]);
}

/** @param {number} i */
function othersAt(i) {
  const others = EVENTS_AT[EVENTS.place[i]].filter((other) => other !== i);
  if (!others.length) return null;
  const items = others.map((other) => {
    const day = homeDay(other);
    const link = el('a', { href: `#${day}/${EVENTS.id[other]}` }, [
      el('span', { text: titleOf(other) }),
      el('span', { class: 'hour', text: dateText(EVENTS.start[other]) }),
    ]);
    link.addEventListener('click', (event) => {
      event.preventDefault();
      setState({ day: statusOn(state.day, other) ? state.day : day, event: EVENTS.id[other] });
    });
    return el('li', {}, [link]);
  });
  return el('section', { class: 'others' }, [el('h3', { text: t('same_place') }), el('ul', {}, items)]);
}

/** @param {number} i */
function citeText(i) {
  return t('cite_event', {
    event: titleOf(i),
    title: payload.title[state.lang],
    version: payload.version,
    date: dateText(payload.record_date, true),
    id: EVENTS.id[i],
  });
}

/** @param {number} i */
function citeOf(i) {
  const copy = el('button', { type: 'button', class: 'plain', text: t('copy_citation') });
  copy.addEventListener('click', async () => {
    announce(t((await copyText(citeText(i))) ? 'copied' : 'not_copied'));
  });
  return el('section', { class: 'cite' }, [
    el('h3', { text: t('cite') }),
    el('p', { text: citeText(i) }),
    copy,
  ]);
}
