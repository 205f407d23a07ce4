/* An address as it comes back: mail and chat programs encode it once more, and leave marks of the text around it. */

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Split what follows the number sign into the parts of its path, decoded, and its choices.
 * @param {string} hash
 * @returns {{parts: string[], query: URLSearchParams}}
 */
export function splitHash(hash) {
  const once = hash
    .replace(/[\s\u00ad\u200b-\u200d\ufeff]+|%0[ad]/gi, '')
    .replace(/%25(?=[0-9a-f]{2})/gi, '%')
    .replace(/%2f/gi, '/');
  const text = once.includes('?') ? once : once.replace(/%3f(?=\w+(?:=|%3d))/i, '?');
  const [path, ...rest] = text.replace(/^[#/]+/, '').split('?');
  const choices = rest
    .join('?')
    .replaceAll('&amp;', '&')
    .replace(/%26(?=\w+(?:=|%3d))/gi, '&')
    .replace(/%3d/gi, '=');
  return {
    parts: path.split('/').map(decoded),
    query: new URLSearchParams(choices.replace(/[).,;:!?'"»”’>\]}…]+$/, '')),
  };
}

/**
 * Find the known name that a reader meant: as it stands, or without the marks at its ends.
 * @param {string} name
 * @param {(name: string) => boolean} isKnown
 * @returns {string | null}
 */
export function nameMeant(name, isKnown) {
  const bare = name.replace(/^[\p{P}\p{S}\s]+|[\p{P}\p{S}\s]+$/gu, '');
  return [name, bare].find((one) => one !== '' && isKnown(one)) ?? null;
}
