// An imitation of Heap's script, classic or 5: what its documentation says of it, with the cookies that it writes.
(() => {
  const snippet = window.heap;
  const isFive = document.currentScript.src.endsWith('/heap_config.js');
  const id = isFive ? snippet.envId : snippet.appid;
  const config = (isFive ? snippet.clientConfig : snippet.config) || {};
  const cookies = isFive
    ? { properties: '_hp5_event_props.', user: '_hp5_meta.', session: '_hp5_let.' }
    : { properties: '_hp2_props.', user: '_hp2_id.', session: '_hp2_ses_props.' };
  const THIRTEEN_MONTHS = 394 * 24 * 3600;
  const seen = (window.heapSeen = { events: [], users: {}, calls: [] });

  // A cookie that is too large is dropped by the browser, without a word: this does not make up for it either.
  const write = (name, value, seconds = THIRTEEN_MONTHS) => {
    document.cookie = `${name}${id}=${encodeURIComponent(JSON.stringify(value))}; path=/; max-age=${seconds}; SameSite=Lax`;
  };
  const read = (name) => {
    const start = `${name}${id}=`;
    const found = document.cookie.split('; ').find((text) => text.startsWith(start));
    return found ? JSON.parse(decodeURIComponent(found.slice(start.length))) : undefined;
  };
  const digits = () => String(Math.floor(Math.random() * 9e15) + 1e15);

  const user = read(cookies.user) || { userId: digits(), identity: null };
  const keepUser = () => {
    const page = { domain: location.host, path: location.pathname, query: location.search, hash: location.hash };
    const info = { time: Date.now(), id: digits(), title: document.title, url: page };
    write(cookies.user, { ...user, sessionId: digits(), sessionProperties: { time: Date.now(), initial_pageview_info: info } });
    write(cookies.session, { ts: Date.now(), d: location.host, h: '/' }, 1800);
  };

  const isTaken = ([name, value]) =>
    name.length < 512 && (['boolean', 'number'].includes(typeof value) || (typeof value === 'string' && value.length < 1024));
  const taken = (properties) => Object.fromEntries(Object.entries(properties || {}).filter(isTaken));
  const capture = (type, name, properties) =>
    seen.events.push({ type, name, properties: { ...read(cookies.properties), ...taken(properties) } });
  const captureView = () => {
    keepUser();
    capture('pageview', location.pathname, {});
  };

  const api = {
    track: (name, properties) => capture('track', name, properties),
    identify: (identity) => {
      seen.users[identity] = { ...seen.users[user.userId], ...seen.users[identity] };
      user.identity = identity;
      keepUser();
    },
    resetIdentity: () => {
      user.identity = null;
      user.userId = digits();
      keepUser();
    },
    addUserProperties: (properties) => {
      const who = user.identity || user.userId;
      seen.users[who] = { ...seen.users[who], ...taken(properties) };
    },
    addEventProperties: (properties) =>
      write(cookies.properties, { ...read(cookies.properties), ...taken(properties) }),
    removeEventProperty: (name) => {
      const { [name]: gone, ...rest } = read(cookies.properties) || {};
      write(cookies.properties, rest);
    },
    clearEventProperties: () => write(cookies.properties, {}),
  };
  if (isFive) {
    Object.assign(api, {
      onReady: (callback) => callback(),
      getUserId: () => user.userId,
      getIdentity: () => user.identity,
      trackPageview: captureView,
      addPageviewProperties: () => {},
      clearPageviewProperties: () => {},
    });
  }
  const counted = Object.fromEntries(
    Object.entries(api).map(([name, call]) => [
      name,
      (...args) => {
        seen.calls.push(name);
        return call(...args);
      },
    ]),
  );
  seen.who = () => user.identity || user.userId;

  // The first pageview goes before anything that the snippet noted down.
  const capturesViews = !(isFive && config.disablePageviewAutocapture);
  if (isFive && !read(cookies.properties)) {
    write(cookies.properties, {});
  }
  keepUser();
  if (capturesViews) {
    captureView();
    const pushState = history.pushState;
    history.pushState = function (...args) {
      pushState.apply(this, args);
      captureView();
    };
  }
  document.addEventListener('click', (event) => capture('click', event.target.textContent, {}), true);

  if (isFive) {
    window.heap = { ...counted, envId: id, clientConfig: config, loaded: true };
    const noted = window.heapReadyCb;
    window.heapReadyCb = { push: (call) => call.fn() };
    noted.forEach((call) => call.fn());
  } else {
    const noted = snippet.splice(0);
    Object.assign(snippet, counted, { push: ([name, ...args]) => snippet[name](...args), loaded: true, userId: user.userId });
    noted.forEach(([name, ...args]) => snippet[name](...args));
  }
})();
