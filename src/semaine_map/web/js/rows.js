/* The rows of the chronicle. They are made once and told anew on each step which event they are; the words of those
   far below come after the frame that shows the day. */

/** So many rows have their words at once: more than any window shows. */
const ROWS_AT_ONCE = 30;

/** What is still to be written, and the wait for it. @type {(() => void)[]} */
let unwritten = [];
let waiting = 0;

/** The rows in the page now, by event. @type {Map<number, HTMLLIElement>} */
const rows = new Map();

/** Every row made so far, in the order of the page. @type {HTMLLIElement[]} */
const rowPool = [];

const rowTemplate = el('li', {}, [
  el('button', { type: 'button' }, [
    el('span', { class: 'what' }, [
      el('span', { class: 'event-title' }),
      el('span', { class: 'where', lang: 'fr' }),
    ]),
    el('span', { class: 'hour' }),
  ]),
]);

/**
 * Put the rows of this page under their headings.
 * @param {[string, number[]][]} groups heading and events
 * @param {number} total
 */
function fillGroups(groups, total) {
  const lists = byId('lists');
  if (!lists.firstChild) {
    const empty = groups.flatMap(() => [el('h3'), el('ol', { class: 'rows' })]);
    lists.append(...empty, el('div', { class: 'rest' }));
  }
  rows.clear();
  unwritten = [];
  let used = 0;
  let first = 0;
  for (const [g, [heading, members]] of groups.entries()) {
    const from = Math.max(0, rowsFrom - first);
    const part = members.slice(from, Math.max(from, rowsFrom + PAGE_OF_ROWS - first));
    const [title, list] = /** @type {HTMLElement[]} */ ([lists.children[2 * g], lists.children[2 * g + 1]]);
    title.hidden = !part.length || !heading;
    title.textContent = title.hidden ? '' : t(heading, { n: numberText(members.length) });
    list.hidden = !part.length;
    for (const [n, i] of part.entries()) {
      rowPool[used] ??= /** @type {HTMLLIElement} */ (rowTemplate.cloneNode(true));
      const row = rowPool[used];
      if (list.children[n] !== row) list.insertBefore(row, list.children[n] ?? null);
      row.dataset.event = EVENTS.id[i];
      row.dataset.certainty = EVENTS.certainty[i];
      row.setAttribute('aria-setsize', String(total));
      row.setAttribute('aria-posinset', String(first + from + n + 1));
      rows.set(i, row);
      if (used < ROWS_AT_ONCE) {
        writeRow(row, i);
      } else {
        // Who asks for the row before its words are there, as a screen reader may, is told its title.
        row.firstElementChild?.setAttribute('aria-label', titleOf(i));
        unwritten.push(() => writeRow(row, i));
      }
      used += 1;
    }
    first += members.length;
  }
  for (const row of rowPool.slice(used)) row.remove();
  if (unwritten.length && !waiting) waiting = whenIdle(writeSome);
}

/**
 * Call back when the browser has nothing better to do; Safari cannot tell, there it is a moment later.
 * @param {() => void} fn
 */
const whenIdle = (fn) =>
  'requestIdleCallback' in window ? requestIdleCallback(fn, { timeout: 600 }) : setTimeout(fn, 80);

/** Write some of the rows far below, and come back for more. */
function writeSome() {
  for (const write of unwritten.splice(0, ROWS_AT_ONCE)) write();
  waiting = unwritten.length ? whenIdle(writeSome) : 0;
}

/** Write all at once, for a reader who unfolded the list. */
function writeRest() {
  for (const write of unwritten.splice(0)) write();
}

/**
 * @param {HTMLLIElement} row
 * @param {number} i
 */
function writeRow(row, i) {
  const status = state.view === 'week' ? 'today' : statusOn(state.day, i);
  const button = /** @type {HTMLElement} */ (row.firstElementChild);
  const [what, hour] = [...button.children].slice(-2);
  button.removeAttribute('aria-label');
  what.children[0].textContent = titleOf(i);
  what.children[1].textContent = PLACES.name_1871[EVENTS.place[i]];
  hour.textContent = rowNote(i, status);
  const icon = iconKey(i, status);
  if (row.dataset.icon !== icon) {
    if (row.dataset.icon) button.firstElementChild?.remove();
    button.prepend(iconOf(i, status));
    row.dataset.icon = icon;
  }
}

/**
 * The right-hand words of a row: its hour, or what became of it this day.
 * @param {number} i
 * @param {Status} status
 */
function rowNote(i, status) {
  if (state.view === 'week') return isUndated(i) ? '' : `${dateText(EVENTS.start[i])}`;
  if (EVENTS.start[i] === state.day && !isUndated(i)) {
    const hour = hourText(i);
    if (hour) return hour;
  }
  if (status === 'fought' || (status === 'burning' && EVENTS.start[i] !== state.day)) {
    return label('status', status);
  }
  return EVENTS.start[i] === state.day || isUndated(i) ? '' : dateText(EVENTS.start[i]);
}
