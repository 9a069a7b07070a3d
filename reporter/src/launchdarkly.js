/** Who LaunchDarkly evaluates for: a user before SDK 3, a context since. */
export function contextOf(client) {
  return client.getContext ? client.getContext() : client.getUser && client.getUser();
}

/** The key of the one part of that kind; nothing if there is none, or if it is anonymous and those are not wanted. */
export function keyOf(context, kind, anonymous) {
  const part = parts(context)[kind];
  const known = part && part.key !== undefined && part.key !== null && part.key !== '';
  return known && (anonymous || !part.anonymous) ? String(part.key) : undefined;
}

/** The same text for the same people, whatever else is known of them. */
export function whoIs(context) {
  const all = parts(context);
  return JSON.stringify(Object.keys(all).sort().map((kind) => [kind, all[kind] && all[kind].key]));
}

/** Resolves to whether it is over, for better or for worse: a page that gets no flags runs on without. */
export function whenReady(client) {
  if (client.waitUntilReady) {
    return client.waitUntilReady().then(() => true);
  }
  const started = client.waitForInitialization && client.waitForInitialization({ timeout: 5 });
  return Promise.resolve(started).then((result) => !result || result.status !== 'timeout');
}

/**
 * Every flag's value. SDKs before 4 count what is read so as evaluated, unless the visitor asks not to be tracked. SDK 3
 * looks at that for each flag, so it is asked for during this one call. SDK 2 would also remember the evaluation as told,
 * and not tell the page's own: there it is left alone.
 */
export function readFlags(client) {
  if (!client.waitUntilReady || !client.getContext) {
    return client.allFlags();
  }
  const ask = askNotToTrack();
  try {
    return client.allFlags();
  } finally {
    ask.end();
  }
}

function askNotToTrack() {
  const before = Object.getOwnPropertyDescriptor(navigator, 'doNotTrack');
  try {
    Object.defineProperty(navigator, 'doNotTrack', { value: '1', configurable: true });
  } catch (e) {
    return { end: () => {} };
  }
  return {
    end: () => (before ? Object.defineProperty(navigator, 'doNotTrack', before) : delete navigator.doNotTrack),
  };
}

/**
 * Tells of changed flags, with all there are; the answer ends it. SDKs before 4 emit this beside `change`, whose listeners
 * make an SDK open a stream. SDK 4 has no such event; reading it costs nothing, so it is read again and again instead.
 */
export function onFlags(client, listener) {
  if (!client.waitUntilReady || !client.on) {
    return () => {};
  }
  const heard = (flags) => {
    const values = {};
    Object.keys(flags).filter((key) => flags[key] && !flags[key].deleted).forEach((key) => (values[key] = flags[key].value));
    listener(values);
  };
  client.on('internal-change', heard);
  return () => client.off('internal-change', heard);
}

/** Tells when the page changes the context, and when that is over; the answer ends it. */
export function onIdentify(client, begins, ends) {
  const identify = client.identify;
  if (!identify) {
    return () => {};
  }
  const wrapped = function (context, ...rest) {
    begins(context);
    const done = rest[1];
    if (typeof done === 'function') {
      rest[1] = function (...answer) {
        ends();
        return done.apply(this, answer);
      };
      return identify.call(this, context, ...rest);
    }
    return new Promise((resolve) => resolve(identify.call(this, context, ...rest))).then(
      (result) => {
        ends();
        return result;
      },
      (error) => {
        ends();
        throw error;
      },
    );
  };
  client.identify = wrapped;
  return () => {
    if (client.identify === wrapped) {
      client.identify = identify;
    }
  };
}

function parts(context) {
  if (!context) {
    return {};
  }
  if (context.kind !== 'multi') {
    return { [context.kind || 'user']: context };
  }
  const { kind, ...several } = context;
  return several;
}
