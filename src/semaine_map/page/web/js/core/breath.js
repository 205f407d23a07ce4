/* Long work in pieces: between two of them the browser may paint, and the reader be heard. */

/**
 * Let the browser do what waits, and come back at once: a timer in a timer would wait four milliseconds each time, and in a tab
 * that is not in sight a second.
 * @param {() => void} fn
 */
export function nextTurn(fn) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    fn();
  };
  port2.postMessage(null);
}

/** The rest of the browser's work comes in between. */
export const breath = () => new Promise((/** @type {(value: void) => void} */ resolve) => nextTurn(resolve));

/**
 * Do all steps of something at once.
 * @template T
 * @param {Generator<void, T>} steps
 */
export function toEnd(steps) {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
