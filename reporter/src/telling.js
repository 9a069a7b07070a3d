import { fit, measure } from './budget.js';
import { holds, readCookie, room, write } from './heap.js';
import { flagProperties, has, userProperties } from './properties.js';

const LONGEST_KEY = 1024;

/** What one Heap has been told by us, so that it is told no more than what is new. */
export class Telling {
  constructor(options, report) {
    this.options = options;
    this.report = report;
    this.forget();
    this.ours = {};
  }

  /** Next time, all is told anew. */
  forget() {
    this.told = this.toldUser = undefined;
    this.isKept = false;
  }

  tell(heap, flags, key) {
    const { entries, missing } = flagProperties(flags, this.options);
    this.tellEvents(heap, flags, entries, missing);
    this.tellUser(heap, entries, key);
  }

  tellEvents(heap, flags, entries, missing) {
    const now = JSON.stringify(entries);
    const cookie = readCookie(heap);
    if (now === this.told && !this.isDisturbed(cookie)) {
      return;
    }
    const { prefix, budget, cookies, omittedProperty } = this.options;
    const own = this.ownIn(cookie, flags);
    const bytes = room(cookie, own, budget, cookies);
    const counter = omittedProperty === true ? prefix + 'omitted' : omittedProperty;
    const { properties, omitted } = fit(entries, bytes, counter);
    const fromBefore = this.told === undefined ? Object.keys(flags).map((key) => prefix + key) : [];
    write(heap, cookie, own, properties, Object.keys(this.ours).concat(fromBefore));
    this.told = now;
    this.ours = properties;
    const after = readCookie(heap);
    this.isKept = after && holds(after, properties);
    this.report({ properties, bytes: measure(properties), room: bytes, omitted, missing, kept: this.isKept });
  }

  /** Whether the page has cleared what was kept, or other cookies have grown since: the next request could be refused. */
  isDisturbed(cookie) {
    const isTooMuch = document.cookie.length > this.options.cookies && Object.keys(this.ours).length > 0;
    return this.isKept && (!holds(cookie, this.ours) || isTooMuch);
  }

  tellUser(heap, entries, key) {
    const all = this.options.userProperties ? userProperties(entries) : {};
    if (key && key.length < LONGEST_KEY) {
      all[this.options.userId] = key;
    }
    const now = JSON.stringify(all);
    if (now !== this.toldUser && now !== '{}') {
      heap.addUserProperties(all);
    }
    this.toldUser = now;
  }

  takeBack(heap, flags) {
    if (heap) {
      const cookie = readCookie(heap);
      write(heap, cookie, this.ownIn(cookie, flags), {}, Object.keys(this.ours));
    }
    this.told = undefined;
    this.isKept = false;
    this.ours = {};
  }

  /** What the page itself told Heap: all that does not bear our names. */
  ownIn(cookie, flags) {
    const { prefix, replacesSnippet } = this.options;
    const own = {};
    Object.keys(cookie ? cookie.properties : {}).forEach((name) => {
      const isOurs = prefix ? name.startsWith(prefix) : has(flags, name) || has(this.ours, name);
      if (!isOurs && !(replacesSnippet && has(flags, name))) {
        own[name] = cookie.properties[name];
      }
    });
    return own;
  }
}
