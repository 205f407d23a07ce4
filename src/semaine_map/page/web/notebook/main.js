/* What a folium map of the record and a DayControl need in the browser; Python calls it by the name `semaineMap`. */

import { addDayControl } from './day-control.js';
import { addShapes } from './shapes.js';
import { addSigns } from './signs.js';

Object.assign(globalThis, { semaineMap: { addDayControl, addShapes, addSigns } });
