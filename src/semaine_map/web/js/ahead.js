/* The days before and after the shown one, painted while nobody asks for anything: a step to them then only copies two
   pictures. */

/** The shown day, if nothing is chosen, pointed at or held back that its picture would have to show; else nothing. */
const plainDay = () => {
  const { day, event, house, hour, view } = state;
  const plain = view === 'map' && event === null && house === null && (hour === null || DENSITY !== null);
  return plain && pointed === null && !pin.length ? day : '';
};

/** How long the map must rest, in milliseconds. */
const REST = 150;

let restTimer = 0;

/** Paint ahead once the map has rested; asked again, it rests anew. */
function rest() {
  window.clearTimeout(restTimer);
  restTimer = window.setTimeout(() => whenIdle(paintAhead), REST);
}

/** Paint one picture of a neighbouring day, and come back for the next. */
function paintAhead() {
  // While the page is printed the map has no size.
  if (!plainDay() || document.hidden || !map.getSize().x) return;
  const here = DAYS.indexOf(state.day);
  const near = [DAYS[here + 1], DAYS[here - 1]].filter(Boolean);
  for (const layer of [tintCanvas, marksCanvas]) {
    layer.keepOnly([...near, state.day]);
    const day = near.find((other) => !layer.ahead.has(other));
    if (!day) continue;
    asIfOn(day, () => layer.keep(day)).then(rest);
    return;
  }
}

function startAhead() {
  subscribe(['filters', 'lang'], () => {
    for (const layer of [tintCanvas, marksCanvas]) layer.forget();
  });
  subscribe(['day', 'view', 'filters', 'hour', 'event', 'house', 'lang'], rest);
  map.on('moveend resize', rest);
  leaving.signal.addEventListener('abort', () => window.clearTimeout(restTimer));
  rest();
}
