/* People: the card of one, the way to follow him or her, and the index of all. */

import { isUndated, statusOn } from '../core/days.js';
import { byId, el, on, webAddress } from '../core/dom.js';
import { LOOK } from '../core/look.js';
import { EVENTS, PEOPLE, partsIn, payload } from '../core/payload.js';
import { choosePerson, eventsOf, followTo, isWalker, partsPlayed, personName } from '../core/people.js';
import { state, subscribe } from '../core/state.js';
import { hourText, label, numberText, stepText, t, titleOf, weekdayOf, whenText } from '../core/words.js';
import { iconOf } from '../map/signs.js';
import { arrowIcon, closesByBackdrop, dialogHead } from './dialogs.js';
import { factList } from './facts.js';

/** @param {number} p */
const roleOf = (p) => (state.lang === 'fr' ? PEOPLE.role_fr[p] || PEOPLE.role[p] : PEOPLE.role[p]) ?? '';

/** @param {number} p */
const noteOf = (p) =>
  (state.lang === 'fr' ? PEOPLE.note_fr[p] || PEOPLE.note_en[p] : PEOPLE.note_en[p] || PEOPLE.note_fr[p]) ??
  '';

/** The name by which a person is followed. @param {number} p */
const lastName = (p) => PEOPLE.name[p].split(' (')[0].split(' ').pop() ?? '';

/** @param {number} p @param {number} i */
const partText = (p, i) =>
  partsPlayed(p, i)
    .map((part) => label('part', part))
    .join(', ');

/** The card of a person: who it was, every event in order, and where to follow. @param {number} p */
export function personCard(p) {
  const events = eventsOf(p);
  const dated = events.filter((i) => !isUndated(i));
  const undated = events.filter(isUndated);
  const note = noteOf(p);
  const [first] = events;
  const follow = el('button', {
    type: 'button',
    class: 'plain',
    'data-follow': true,
    text: t(isWalker(p) ? 'as_walked_by' : 'follow_person', { name: lastName(p) }),
  });
  follow.addEventListener('click', () => followTo(p, first));
  /** @type {[string, string][]} */
  const facts = [];
  if (PEOPLE.side[p]) facts.push([t('side'), label('actor', PEOPLE.side[p])]);
  if (PEOPLE.fate[p]) facts.push([t('fate'), label('fate', PEOPLE.fate[p])]);
  const { maitron, wikidata } = PEOPLE;
  return [
    el('p', { class: 'kind', text: t('person') }),
    el('h2', { text: personName(p), 'data-person': PEOPLE.id[p] }),
    el('p', { class: 'summary', text: roleOf(p) }),
    factList(facts),
    note ? el('p', { class: 'summary', text: note }) : null,
    el('p', { class: 'buttons' }, [follow]),
    el('p', { class: 'soft', text: t('way_note') }),
    el('h3', { text: t('person_events', { n: numberText(dated.length) }) }),
    el(
      'ol',
      { class: 'way' },
      dated.map((i) => wayItem(p, i)),
    ),
    undated.length ? el('h3', { text: t('undated_heading', { n: numberText(undated.length) }) }) : null,
    undated.length
      ? el(
          'ul',
          { class: 'way' },
          undated.map((i) => wayItem(p, i)),
        )
      : null,
    ...[maitron[p], wikidata[p] && `https://www.wikidata.org/wiki/${wikidata[p]}`].map((address) =>
      address ? el('p', {}, [webAddress(address)]) : null,
    ),
  ];
}

/** @param {number} p @param {number} i */
function wayItem(p, i) {
  const link = el('a', { href: `#person/${PEOPLE.id[p]}/${EVENTS.id[i]}` }, [
    el('span', { text: titleOf(i) }),
    el('span', { class: 'hour', text: `${whenShort(i)} · ${partText(p, i)}` }),
  ]);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    followTo(p, i);
    byId('card').focus();
  });
  return el('li', {}, [iconOf(i, statusOn(EVENTS.step[i], i)), link]);
}

/** @param {number} i */
function whenShort(i) {
  if (isUndated(i)) return whenText(i);
  const hour = hourText(i);
  return [`${weekdayOf(EVENTS.start[i]).slice(0, 3)} ${stepText(EVENTS.start[i])}`.trim(), hour]
    .filter(Boolean)
    .join(', ');
}

/** On the way of a person: where in it an event is, and the way on. @param {number} i */
export function wayBar(i) {
  const p = PEOPLE.id.indexOf(state.person ?? '');
  const events = p < 0 ? [] : eventsOf(p);
  const at = events.indexOf(i);
  if (at < 0) return null;
  const step = (/** @type {number} */ by) => {
    const button = el('button', {
      type: 'button',
      'data-way': by,
      'aria-label': t(by < 0 ? 'way_back' : 'way_on', { name: personName(p) }),
      disabled: !(at + by in events),
    });
    button.append(arrowIcon(by));
    button.addEventListener('click', () => {
      followTo(p, events[at + by]);
      /** @type {HTMLElement | null} */ (byId('card').querySelector(`[data-way="${by}"]:enabled`))?.focus();
    });
    return button;
  };
  const back = el('button', { type: 'button', class: 'link', text: personName(p) });
  back.addEventListener('click', () => choosePerson(p));
  const count = t('way_n_of', { n: numberText(at + 1), of: numberText(events.length) });
  return el('p', { class: 'way-bar', 'data-person': PEOPLE.id[p] }, [
    step(-1),
    el('span', {}, [back, ` ${count}`]),
    step(1),
  ]);
}

/** Who is in an event, and in what part. @param {number} i */
export function peopleIn(i) {
  const rows = partsIn(i);
  if (!rows.length) return null;
  const people = [...new Set(rows.map((row) => payload.parts.person[row]))];
  const items = people.map((p) =>
    el('li', {}, [personLink(p), el('span', { class: 'hour', text: partText(p, i) })]),
  );
  return el('section', { class: 'people' }, [el('h3', { text: t('people_in') }), el('ul', {}, items)]);
}

/** @param {number} p */
function personLink(p) {
  const link = el('a', {
    href: `#person/${PEOPLE.id[p]}`,
    text: personName(p),
    'data-person-link': PEOPLE.id[p],
  });
  link.addEventListener('click', (event) => {
    event.preventDefault();
    /** @type {HTMLDialogElement} */ (byId('people')).close();
    choosePerson(p);
    byId('card').focus();
  });
  return link;
}

/** The index of all people, by side. */
export function startPeople() {
  const button = byId('open-people');
  button.hidden = PEOPLE.id.length === 0;
  const dialog = /** @type {HTMLDialogElement} */ (byId('people'));
  closesByBackdrop(dialog);
  on(button, 'click', () => {
    showPeople(dialog);
    dialog.showModal();
  });
  subscribe(['lang'], () => {
    if (dialog.open) showPeople(dialog);
  });
}

/** @param {HTMLDialogElement} dialog */
function showPeople(dialog) {
  const sides = [...LOOK.sides.map(({ code }) => code), ''];
  const isOf = (/** @type {number} */ p, /** @type {string} */ side) =>
    side ? PEOPLE.side[p] === side : !LOOK.sides.some(({ code }) => code === PEOPLE.side[p]);
  const groups = sides.flatMap((side) => {
    const members = PEOPLE.id.map((_, p) => p).filter((p) => isOf(p, side));
    if (!members.length) return [];
    const name = side ? label('actor', side) : t('other_or_unknown');
    return [
      el('h3', { text: `${name} (${numberText(members.length)})` }),
      el(
        'ul',
        { class: 'people-index' },
        members.map((p) =>
          el('li', {}, [
            personLink(p),
            el('span', {
              class: 'soft',
              text: [roleOf(p), t('n_events', { n: numberText(eventsOf(p).length) })]
                .filter(Boolean)
                .join(' · '),
            }),
          ]),
        ),
      ),
    ];
  });
  dialog.replaceChildren(...dialogHead(dialog, 'people-title', t('people')), ...groups);
}
