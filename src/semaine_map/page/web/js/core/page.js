/* A page that the browser saves is the page as it stands, with all that was drawn into it: each start begins anew. */

import { byId, el } from './dom.js';

const POLICY = 'Content-Security-Policy';

/**
 * Keep the policy out of what a browser saves: the copy has the styles of what was drawn, which it would refuse before any
 * script could put them away. Here it stays in force; a copy is given it as soon as it is emptied.
 */
function lendPolicy() {
  const meta = document.querySelector(`meta[http-equiv="${POLICY}"], meta[name="${POLICY}"]`);
  if (!(meta instanceof HTMLMetaElement)) return;
  if (meta.httpEquiv) {
    meta.name = POLICY;
    meta.removeAttribute('http-equiv');
    return;
  }
  const inForce = el('meta', { 'http-equiv': POLICY, content: meta.content });
  document.head.append(inForce);
  inForce.remove();
}

/** Put page.html back to what it is before it is filled. */
export function emptyPage() {
  const atlas = byId('atlas');
  for (const key of Object.keys(atlas.dataset)) delete atlas.dataset[key];
  atlas.dataset.ready = 'false';
  for (const node of atlas.querySelectorAll('[data-filled]')) {
    node.replaceChildren();
    if (node.getAttribute('data-filled') === 'hidden') node.setAttribute('hidden', '');
  }
  for (const node of atlas.querySelectorAll('[style]')) node.removeAttribute('style');
  for (const node of atlas.querySelectorAll('[aria-expanded]')) node.setAttribute('aria-expanded', 'false');
  for (const node of atlas.querySelectorAll('dialog[open]')) node.removeAttribute('open');
  for (const node of [document.body, byId('map')]) node.removeAttribute('class');
  delete byId('story').dataset.scene;
  for (const id of ['search', 'marks']) byId(id).removeAttribute('aria-activedescendant');
  lendPolicy();
}
