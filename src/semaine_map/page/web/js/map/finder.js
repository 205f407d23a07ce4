/* The gazetteer of the page, made when it is first asked, and the pin of what it found. */

import { byId, el } from '../core/dom.js';
import { makeGazetteer } from '../core/gazetteer.js';
import { PLACES, payload } from '../core/payload.js';
import { latLngOf } from '../core/projection.js';
import { state, subscribe } from '../core/state.js';
import { ground } from './ground.js';
import { map } from './map.js';

/** @typedef {import('../core/gazetteer.js').Answer} Answer */

/** @type {ReturnType<typeof makeGazetteer> | null} */
let gazetteer = null;

/** @param {string} text @param {number} [most] */
export function answersTo(text, most) {
  gazetteer ??= makeGazetteer(payload.gazetteer, PLACES, ground.streets);
  return gazetteer.answers(text, most);
}

/** First and lastFound numbers of a street's sides; null where nothing is known of them. @param {number} street */
export function numberEnds(street) {
  gazetteer ??= makeGazetteer(payload.gazetteer, PLACES, ground.streets);
  const numbers = street < ground.streets.length ? gazetteer.numbersIn(street) : null;
  if (!numbers || numbers.estimated) return null;
  const ends = (/** @type {{number: number}[]} */ side) => [side[0].number, side[side.length - 1].number];
  return { odd: ends(numbers.odd), even: ends(numbers.even) };
}

/** How an answer is asked for again: by its name, and its number among those of that name. @param {Answer} answer */
export function askedAs(answer) {
  const same = answersTo(answer.name).findIndex(
    ({ street, place, number }) =>
      street === answer.street && place === answer.place && number === answer.number,
  );
  return same > 0 ? `${answer.name}/${same + 1}` : answer.name;
}

/** @type {{find: string, answer: Answer | null}} */
let lastFound = { find: '', answer: null };

/** What is shown with its pin. @returns {Answer | null} */
export function chosenAnswer() {
  const { find } = state;
  if (find === null) return null;
  if (lastFound.find !== find || !lastFound.answer) {
    const [, text, rank] = /^(.*?)(?:\/(\d+))?$/s.exec(find) ?? [];
    lastFound = { find, answer: answersTo(text ?? '')[Number(rank ?? 1) - 1] ?? null };
  }
  return lastFound.answer;
}

/** A needle on the map where the answer is, with its house number. */
export function startPin() {
  const needle = el('div', { class: 'needle', 'data-pin': '', 'aria-hidden': 'true' });
  const place = () => {
    const answer = chosenAnswer();
    if (!answer) {
      needle.remove();
      return;
    }
    const { x, y } = map.latLngToContainerPoint(latLngOf(answer.x, answer.y));
    needle.style.left = `${x}px`;
    needle.style.top = `${y}px`;
    needle.textContent =
      answer.number === null
        ? ''
        : (/^\d+\S*(?: (?:bis|ter|quater|[a-d])(?= ))?/.exec(answer.name)?.[0] ?? '');
    if (!needle.isConnected) byId('map').append(needle);
  };
  subscribe(['find', 'view'], place);
  map.on('move zoom resize', place);
  place();
}
