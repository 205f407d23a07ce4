/* Elements whose text is text: whatever stands in a table is never markup. */

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} [text]
 * @returns {HTMLElement}
 */
export function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/**
 * Return what a tooltip or popup shows: a line for each pair of a name and a text; without a name, the text alone.
 * @param {[string, string][]} pairs
 * @returns {HTMLElement}
 */
export function lines(pairs) {
  const box = element('div', 'semaine-text');
  for (const [name, text] of pairs) {
    const line = element('p', '');
    if (name) line.append(element('b', '', `${name}: `));
    line.append(text);
    box.append(line);
  }
  return box;
}
