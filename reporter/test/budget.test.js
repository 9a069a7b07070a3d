import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fit, measure } from '../src/budget.js';

const flags = (count) => Array.from({ length: count }, (_, i) => [`ld_flag-${i}`, i % 2 === 0]);

test('measures as Heap does', () => {
  assert.equal(measure({}), 6);
  assert.equal(measure({ ld_a: true, ld_b: 'ü' }), encodeURIComponent('{"ld_a":true,"ld_b":"ü"}').length);
});

test('keeps everything that fits, and says no number then', () => {
  const all = flags(20);
  assert.deepEqual(fit(all, 3000, 'ld_omitted'), { properties: Object.fromEntries(all), omitted: [] });
});

test('leaves out from the end, and as little as possible', () => {
  const all = flags(200);
  for (const bytes of [6, 7, 40, 100, 1000, 2999, 3000]) {
    const { properties, omitted } = fit(all, bytes);
    const kept = all.length - omitted.length;
    assert.deepEqual(properties, Object.fromEntries(all.slice(0, kept)));
    assert.deepEqual(omitted, all.slice(kept).map(([name]) => name));
    assert.ok(measure(properties) <= bytes);
    assert.ok(measure(Object.fromEntries(all.slice(0, kept + 1))) > bytes);
  }
});

test('counts what it left out within the same bytes', () => {
  const { properties, omitted } = fit(flags(200), 3000, 'ld_omitted');
  assert.equal(properties.ld_omitted, omitted.length);
  assert.ok(measure(properties) <= 3000);
});

test('keeps nothing where there is no room at all', () => {
  assert.deepEqual(fit(flags(2), 0, 'ld_omitted'), { properties: {}, omitted: ['ld_flag-0', 'ld_flag-1'] });
  assert.deepEqual(fit(flags(2), -100), { properties: {}, omitted: ['ld_flag-0', 'ld_flag-1'] });
});

test('never lets a small flag pass a more important one that is too large', () => {
  const { omitted } = fit([['ld_large', 'x'.repeat(500)], ['ld_small', true]], 100);
  assert.deepEqual(omitted, ['ld_large', 'ld_small']);
});
