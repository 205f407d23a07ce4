import { followAddress, readAddress } from './core/address.js';
import { breath } from './core/breath.js';
import { afterPaint, byId, on, remember, whenIdle, writeText } from './core/dom.js';
import { refilter } from './core/filters.js';
import { ownLanguage } from './core/language.js';
import { leaving } from './core/leaving.js';
import { emptyPage } from './core/page.js';
import { payload, readLater } from './core/payload.js';
import { setState, state, subscribe } from './core/state.js';
import { longDate, t, translatePage } from './core/words.js';
import { startDensity } from './density/start.js';
import { startAhead } from './map/ahead.js';
import { startCanvases } from './map/canvases.js';
import { startPin } from './map/finder.js';
import { startMap } from './map/map.js';
import { startPlan } from './map/plan.js';
import { followPointer } from './map/pointer.js';
import { noteCity, showAsked, startPosition } from './map/position.js';
import { startStops } from './map/stops.js';
import { whenDrawn } from './map/turns.js';
import { startAbout } from './panel/about.js';
import { startSheet } from './panel/bottom-sheet.js';
import { showChosen, startCard } from './panel/card.js';
import { showCurrentRow, startChronicle, startFramedList } from './panel/chronicle.js';
import { startDaybar } from './panel/daybar.js';
import { startEmbed } from './panel/embed.js';
import { startEvenings } from './panel/evenings.js';
import { startKeys } from './panel/keys.js';
import { startMenu } from './panel/menu.js';
import { startPeople } from './panel/people.js';
import { startPrint } from './panel/print.js';
import { startSearch } from './panel/search.js';
import { startShare } from './panel/share.js';
import { startSkips } from './panel/skips.js';
import { startSmallKey } from './panel/smallkey.js';
import { startTable } from './panel/table.js';
import { startPlay } from './story/play.js';
import { startStory } from './story/start.js';
import { startWelcome } from './story/welcome.js';

/** That of the address of the file or of an earlier visit, if the record has it; else the reader's own. @returns {Lang} */
function firstLanguage() {
  const asked = new URLSearchParams(location.search).get('lang') ?? remember('lang');
  return payload.languages.find((lang) => asked?.startsWith(lang)) ?? ownLanguage();
}

function showLanguage() {
  translatePage();
  writeText(byId('title'), payload.title[state.lang]);
  for (const id of ['title', 'day-text']) byId(id).lang = payload.heard[state.lang];
  const other = state.lang === 'fr' ? 'en' : 'fr';
  const button = byId('switch-language');
  button.hidden = payload.languages.length === 1;
  button.textContent = other.toUpperCase();
  button.lang = other;
  button.setAttribute('aria-label', `${other.toUpperCase()} – ${payload.texts[other].switch_to_this}`);
}

function showDay() {
  const atlas = byId('atlas');
  atlas.dataset.day = state.day;
  atlas.dataset.view = state.view;
  atlas.dataset.playing = String(state.playing);
  const shown = state.view === 'week' ? t('whole_week') : longDate(state.day);
  document.title = `${shown} – ${payload.title[state.lang]}`;
}

/** What is chosen comes into sight, unless the address names the position. @param {string | null} at */
function showFirst(at) {
  setState({ at }, { address: 'keep' });
  if (at === null) showChosen();
  else showAsked();
}

async function startAtlas() {
  // Between what the modules make and what is made of it the browser may do something else.
  await breath();
  emptyPage();
  const asked = location.hash;
  setState({ lang: firstLanguage(), ...readAddress(asked) }, { address: 'keep' });
  const { at } = state;
  refilter();
  subscribe(['filters'], refilter);
  subscribe(['lang'], showLanguage);
  subscribe(['day', 'view', 'playing', 'lang'], showDay);
  showLanguage();
  showDay();
  followAddress();
  await breath();
  startDaybar();
  startEmbed();
  startPlay();
  await breath();
  startChronicle();
  startSmallKey();
  startSheet();
  await breath();
  // Laid out once, with the words in it.
  byId('atlas').dataset.shown = 'false';
  startMap(() => {
    noteCity();
    showFirst(at);
  });
  startPosition();
  await breath();
  startCanvases();
  followPointer();
  startStops();
  startDensity();
  startFramedList();
  startPin();
  startPlan();
  startCard();
  await breath();
  startSearch();
  startMenu();
  startTable();
  startShare();
  startAbout();
  startPeople();
  startEvenings();
  startPrint();
  startKeys();
  startSkips();
  startStory();
  startWelcome(asked);
  on(byId('switch-language'), 'click', () => {
    const lang = state.lang === 'fr' ? 'en' : 'fr';
    remember('lang', lang);
    setState({ lang }, { address: 'replace' });
  });
  on(window, 'pagehide', (event) => {
    if (!event.persisted) leaving.abort();
  });
  // What is shown now does not move again.
  byId('atlas').dataset.shown = 'true';
  showCurrentRow();
  showFirst(at);
  // Ready once the first frame with the whole map in it has been painted.
  whenDrawn(() => {
    byId('atlas').dataset.painted = '';
    afterPaint(() => {
      byId('atlas').setAttribute('data-ready', 'true');
      startAhead();
      whenIdle(readLater);
    });
  });
}

startAtlas();
