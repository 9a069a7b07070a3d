// What a shop's own script does, in steps: a test says which, and when.
const settings = JSON.parse(document.getElementById('settings').textContent);
window.pageErrors = [];
addEventListener('error', (event) => pageErrors.push(String(event.message)));
addEventListener('unhandledrejection', (event) => pageErrors.push(String(event.reason)));

function startClient(context, options) {
  if (settings.sdk === '4') {
    const hosts = { baseUri: settings.sdkHost, streamUri: settings.sdkHost, eventsUri: settings.sdkHost };
    window.ldClient = createClient(settings.environment, context, { ...hosts, diagnosticOptOut: true, ...options });
    ldClient.start();
  } else {
    const hosts = { baseUrl: settings.sdkHost, streamUrl: settings.sdkHost, eventsUrl: settings.sdkHost };
    const quiet = settings.sdk === '3' ? { diagnosticOptOut: true } : {};
    window.ldClient = LDClient.initialize(settings.environment, context, { ...hosts, ...quiet, ...options });
  }
}

/** Resolves when the page itself may read flags. */
function clientReady() {
  return ldClient.waitUntilReady ? ldClient.waitUntilReady() : ldClient.waitForInitialization({ timeout: 5 });
}

/** Heap's snippet: stand-ins that note down what is asked, in the form of that version. */
function placeSnippet(kind) {
  window.heap = window.heap || [];
  const isFive = kind === '5';
  const common = 'track identify resetIdentity addUserProperties addEventProperties removeEventProperty clearEventProperties';
  const five = 'onReady getUserId getIdentity trackPageview addPageviewProperties clearPageviewProperties';
  if (isFive) {
    window.heapReadyCb = window.heapReadyCb || [];
  }
  `${common}${isFive ? ' ' + five : ''}`.split(' ').forEach((name) => {
    heap[name] = isFive
      ? (...args) => heapReadyCb.push({ name, fn: () => heap[name] && heap[name](...args) })
      : (...args) => heap.push([name, ...args]);
  });
}

function loadHeap(kind, config) {
  if (kind === '5') {
    heap.envId = settings.heapId;
    heap.clientConfig = config || {};
  } else {
    heap.appid = settings.heapId;
    heap.config = config || {};
  }
  const script = document.createElement('script');
  script.src = kind === '5' ? `/heap/config/${settings.heapId}/heap_config.js` : `/heap/js/heap-${settings.heapId}.js`;
  document.head.append(script);
  return new Promise((resolve) => (script.onload = script.onerror = () => resolve()));
}

function startHeap(kind, config) {
  placeSnippet(kind);
  return loadHeap(kind, config);
}

/** What Heap's help page had customers paste. */
function pasteSnippet(client) {
  client.on('ready', () => {
    heap.addUserProperties({ ldUserId: client.getUser().key });
    heap.addEventProperties(client.allFlags());
  });
}

/** The same as people mend it for newer SDKs: with the call that is still there. */
function pasteMendedSnippet(client) {
  client.on('ready', () => {
    heap.addUserProperties({ ldUserId: client.getContext().key });
    heap.addEventProperties(client.allFlags());
  });
}

function report(options) {
  window.reports = [];
  window.reportErrors = [];
  window.reporter = heapFlags.reportFlags(() => window.ldClient, window.heap, {
    onReport: (it) => reports.push(it),
    onError: (error) => reportErrors.push(String(error)),
    ...options,
  });
}

/** What Heap's cookie holds of event properties, whichever version wrote it. */
function heldProperties() {
  const found = document.cookie.split('; ').find((text) => /^_hp(2_props|5_event_props)\./.test(text));
  return found ? JSON.parse(decodeURIComponent(found.slice(found.indexOf('=') + 1))) : {};
}
