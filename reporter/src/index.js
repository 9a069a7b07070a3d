import { Reporter } from './reporter.js';

export { fit, measure } from './budget.js';
export { version } from './version.js';

/** Tells Heap which flag values LaunchDarkly gives this visitor, and keeps that current. It never throws. */
export function reportFlags(ldClient, heap, options) {
  try {
    const reporter = new Reporter(ldClient, heap, options);
    return {
      refresh: () => reporter.refresh(),
      clear: () => reporter.clear(),
      stop: () => reporter.stop(),
    };
  } catch (e) {
    // No browser: a page that is rendered on a server reports from the browser later.
    return { refresh() {}, clear() {}, stop() {} };
  }
}
