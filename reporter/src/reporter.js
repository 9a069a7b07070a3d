import { isLoaded } from './heap.js';
import { contextOf, keyOf, onFlags, onIdentify, readFlags, whenReady, whoIs } from './launchdarkly.js';
import { Telling } from './telling.js';

const DEFAULTS = {
  prefix: 'ld_',
  budget: 3000,
  // What servers refuse begins at 8 kB; a kilobyte is left for the cookies that scripts cannot see.
  cookies: 7168,
  userId: 'ldUserId',
  contextKind: 'user',
};
const FIRST_PAGEVIEW_MILLIS = 2000;
const LOOK_MILLIS = 1000;
const FIRST_LOOKS_MILLIS = 100;
const FIRST_LOOKS_FOR_MILLIS = 10000;

/** A page may start twice for one client, as React does in development: it reports once, and views once. */
const reporters = new WeakMap();
let isFirstViewed = false;

/**
 * Looks at the flags again and again and brings Heap to what they say; whatever happens in between only makes it look at
 * once. Nothing in here may throw into the page.
 */
export class Reporter {
  constructor(ldClient, heap, options) {
    this.givenClient = ldClient;
    this.givenHeap = heap;
    this.options = withDefaults(options || {});
    this.telling = new Telling(this.options, (report) => this.call('onReport', report));
    this.began = Date.now();
    this.identifying = 0;
    this.ends = [];
    if (this.options.firstPageview) {
      addEventListener('pagehide', () => this.viewFirst(true));
    }
    this.look();
  }

  look() {
    clearTimeout(this.timer);
    if (!this.isStopped) {
      this.safely(() => this.report());
    }
    this.viewFirst(false);
    if (this.isStopped && (isFirstViewed || !this.options.firstPageview)) {
      return;
    }
    const isEarly = this.telling.told === undefined && Date.now() - this.began < FIRST_LOOKS_FOR_MILLIS;
    this.timer = setTimeout(() => this.look(), isEarly ? FIRST_LOOKS_MILLIS : LOOK_MILLIS);
  }

  refresh() {
    this.telling.forget();
    this.isQuiet = false;
    this.look();
  }

  clear() {
    this.isQuiet = true;
    this.takeBack();
    this.telling.forget();
  }

  /** A first pageview that still waits is sent all the same. */
  stop() {
    this.isStopped = true;
    this.ends.forEach((end) => this.safely(end));
  }

  report() {
    const client = this.client || this.attach(given(this.givenClient));
    const heap = this.loadedHeap();
    const flags = client && heap && !this.identifying && !this.isQuiet && this.flagsOf(client);
    if (flags) {
      const { contextKind, anonymous } = this.options;
      this.telling.tell(heap, flags, keyOf(contextOf(client), contextKind, anonymous));
    }
  }

  attach(client) {
    if (!client || !isFunction(client.allFlags)) {
      return undefined;
    }
    const before = reporters.get(client);
    reporters.set(client, this);
    if (before) {
      before.stop();
    }
    this.client = client;
    const heard = (flags) => {
      this.heard = flags;
      this.look();
    };
    const begins = (context) => this.identifyBegins(context);
    // A client that cannot be listened to is still looked at.
    this.safely(() => this.ends.push(onFlags(client, heard)));
    this.safely(() => this.ends.push(onIdentify(client, begins, () => this.identifyEnds())));
    whenReady(client).then((isReady) => {
      this.isReady = isReady;
      this.look();
    }, () => {});
    return client;
  }

  /** Before SDK 4 they are read once and listened for from then on: there, reading is not for nothing. */
  flagsOf(client) {
    if (!client.waitUntilReady) {
      const flags = readFlags(client);
      return this.isReady || Object.keys(flags).length ? flags : undefined;
    }
    if (this.isReady && !this.heard) {
      this.heard = readFlags(client);
    }
    return this.isReady && this.heard;
  }

  /** From here to its end, what happens is not to carry the flags of whoever was here before. */
  identifyBegins(context) {
    this.identifying++;
    this.safely(() => whoIs(context) === whoIs(contextOf(this.client)) || this.takeBack());
  }

  identifyEnds() {
    this.identifying--;
    this.isQuiet = false;
    this.look();
  }

  takeBack() {
    this.safely(() => this.telling.takeBack(this.loadedHeap(), this.heard || {}));
  }

  loadedHeap() {
    const heap = given(this.givenHeap);
    // Version 5 may put itself in the place of the snippet that the page handed to us.
    const now = heap && !Array.isArray(heap) ? heap : window.heap || heap;
    if (isLoaded(now) || (now && this.isHeapReady)) {
      return now;
    }
    if (now && isFunction(now.onReady) && !this.isHeapAsked) {
      this.isHeapAsked = true;
      now.onReady(() => {
        this.isHeapReady = true;
        this.look();
      });
    }
    return undefined;
  }

  /** Only where the page has told Heap to leave pageviews to it: or it would be counted twice. */
  viewFirst(isLast) {
    const { firstPageview } = this.options;
    const waits = firstPageview === true ? FIRST_PAGEVIEW_MILLIS : firstPageview;
    const isTime = isLast || this.telling.told !== undefined || Date.now() - this.began >= waits;
    if (!firstPageview || isFirstViewed || !isTime) {
      return;
    }
    this.safely(() => {
      const heap = this.loadedHeap();
      if (heap) {
        isFirstViewed = true;
        const config = heap.clientConfig;
        if (isFunction(heap.trackPageview) && (!config || config.disablePageviewAutocapture)) {
          heap.trackPageview();
        }
      }
    });
  }

  safely(action) {
    try {
      action();
    } catch (error) {
      this.call('onError', error);
    }
  }

  call(name, value) {
    try {
      isFunction(this.options[name]) && this.options[name](value);
    } catch (e) {
      // The page's own mistake: it must not end the reporting.
    }
  }
}

function withDefaults(options) {
  const all = { ...DEFAULTS };
  Object.keys(options).forEach((name) => options[name] !== undefined && (all[name] = options[name]));
  return all;
}

/** A page may give a function where it has no client, or no Heap, yet. */
function given(value) {
  try {
    return isFunction(value) ? value() : value;
  } catch (e) {
    return undefined;
  }
}

function isFunction(value) {
  return typeof value === 'function';
}
