import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flagProperties, userProperties } from '../src/properties.js';

const of = (flags, options) => flagProperties(flags, { prefix: 'ld_', ...options });
const values = (flags, options) => Object.fromEntries(of(flags, options).entries);

test('takes booleans, numbers and strings as they are', () => {
  assert.deepEqual(values({ a: true, b: 2.5, c: 'text', d: '' }), { ld_a: true, ld_b: 2.5, ld_c: 'text', ld_d: '' });
});

test('tells a flag without a value', () => {
  assert.deepEqual(values({ a: null }), { ld_a: 'null' });
});

test('writes JSON compactly, or the chosen fields of it', () => {
  const flags = { limits: { results: 20, deep: { pages: [1, 2] } } };
  assert.deepEqual(values(flags), { ld_limits: '{"results":20,"deep":{"pages":[1,2]}}' });
  assert.deepEqual(values(flags, { fields: { limits: ['results', 'deep.pages', 'none', 'deep.none.no'] } }), {
    'ld_limits.results': 20,
    'ld_limits.deep.pages': '[1,2]',
  });
});

test('writes a flag with chosen fields whole where it is no JSON', () => {
  assert.deepEqual(values({ limits: 'off' }, { fields: { limits: ['results'] } }), { ld_limits: 'off' });
});

test('cuts what is too long for Heap, and no character in two', () => {
  assert.equal(values({ a: 'x'.repeat(2000) }).ld_a.length, 1023);
  assert.equal(values({ a: 'x'.repeat(1022) + '😀' }).ld_a, 'x'.repeat(1022));
  assert.equal(of({ ['k'.repeat(600)]: 1 }).entries[0][0].length, 511);
});

test('keeps the order asked for, and says what is missing', () => {
  const { entries, missing } = of({ a: 1, b: 2, toString: 3 }, { flags: ['b', 'none', 'a', 'constructor'] });
  assert.deepEqual(entries, [['ld_b', 2], ['ld_a', 1]]);
  assert.deepEqual(missing, ['none', 'constructor']);
});

test('reports all by name where none are chosen', () => {
  assert.deepEqual(of({ b: 1, a: 2 }).entries, [['ld_a', 2], ['ld_b', 1]]);
});

test('keeps away from what a user has under Heap’s own name, and from long values', () => {
  assert.deepEqual(userProperties([['Id', 'x'], ['ld_a', 'x'.repeat(300)], ['ld_b', true]]), {
    ld_a: 'x'.repeat(255),
    ld_b: true,
  });
});
