// Compiled, never run: the types must take the clients as their own makers type them.
import { createClient } from '@launchdarkly/js-client-sdk';
import { initialize } from 'launchdarkly-js-client-sdk';
import { fit, measure, reportFlags, version, type Heap, type Report } from '@segue/heap-flags';

declare const heap: Heap | undefined;
const reports: Report[] = [];

reportFlags(createClient('id', { kind: 'user', key: 'ann' }), heap, {
  flags: ['new-checkout', 'search-limits'],
  fields: { 'search-limits': ['results', 'pages'] },
  firstPageview: 1500,
  omittedProperty: 'ld_omitted',
  onReport: (report) => reports.push(report),
}).stop();
reportFlags(initialize('id', { kind: 'user', key: 'ann' }), () => heap).refresh();
reportFlags(undefined);

const bytes: number = measure(fit([['ld_a', true]], 3000, 'ld_omitted').properties);
const text: string = version + bytes;
// @ts-expect-error There is no such option.
reportFlags(undefined, undefined, { flag: text });
