import { measure } from './budget.js';

/** A cookie may have 4,096 bytes with its attributes, of which Heap sets a domain, a path and an end. */
const COOKIE_LIMIT = 3950;

const LONGEST_COOKIE_NAME = 30;

/** The page's snippet is an array that notes down what Heap shall do once it has loaded, if it ever does. */
export function isLoaded(heap) {
  return Boolean(heap) && typeof heap.addEventProperties === 'function' && (!Array.isArray(heap) || Boolean(heap.loaded));
}

/** What Heap's cookie holds now; nothing if there is none that can be read for certain. */
export function readCookie(heap) {
  const id = heap.envId || heap.appid;
  // A site that moved to version 5 still has the cookie of before.
  const kind = heap.envId || window.heapReadyCb ? '_hp5_event_props.' : '_hp2_props.';
  const found = document.cookie.split('; ').filter((text) => text.startsWith(id ? kind + id + '=' : kind));
  if (found.length !== 1) {
    return undefined;
  }
  const [text] = found;
  const name = text.slice(0, text.indexOf('='));
  try {
    return { name, length: text.length, properties: JSON.parse(decodeURIComponent(text.slice(name.length + 1))) };
  } catch (e) {
    return undefined;
  }
}

/** How many bytes are left beside the page's own properties and the other cookies. */
export function room(cookie, own, budget, allCookies) {
  const name = (cookie ? cookie.name.length : LONGEST_COOKIE_NAME) + 1;
  const beside = Object.keys(own).length ? measure(own) : 0;
  const others = document.cookie.length - (cookie ? cookie.length : 0);
  return Math.min(budget, COOKIE_LIMIT - name - beside, allCookies - others - name - beside);
}

/** Whether the cookie has all of these: Heap and the browser drop what they do not like without a word. */
export function holds(cookie, properties) {
  return Boolean(cookie) && Object.keys(properties).every((name) => cookie.properties[name] === properties[name]);
}

/**
 * Puts these event properties in the place of ours. Heap can clear all properties or remove one, and read none: with its
 * cookie at hand all are cleared, and the page's own added again; without it only what may be ours is removed.
 */
export function write(heap, cookie, own, ours, stale) {
  const all = { ...own, ...ours };
  const count = Object.keys(all).length;
  if (cookie && holds(cookie, all) && Object.keys(cookie.properties).length === count) {
    return;
  }
  if (cookie || !heap.removeEventProperty) {
    heap.clearEventProperties();
  } else {
    stale.filter((name) => !(name in ours)).forEach((name) => heap.removeEventProperty(name));
  }
  if (count) {
    heap.addEventProperties(all);
  }
}
