import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf, whoIs } from '../src/launchdarkly.js';

const multi = { kind: 'multi', user: { key: 'ann' }, org: { key: 'acme', anonymous: true } };

test('finds the key of a user, a context and a part of several', () => {
  assert.equal(keyOf({ key: 'ann' }, 'user'), 'ann');
  assert.equal(keyOf({ key: 7 }, 'user'), '7');
  assert.equal(keyOf({ kind: 'org', key: 'acme' }, 'org'), 'acme');
  assert.equal(keyOf(multi, 'user'), 'ann');
});

test('finds none of another kind, without a key, or without a context', () => {
  assert.equal(keyOf({ kind: 'org', key: 'acme' }, 'user'), undefined);
  assert.equal(keyOf(multi, 'device'), undefined);
  assert.equal(keyOf({ key: '' }, 'user'), undefined);
  assert.equal(keyOf(undefined, 'user'), undefined);
});

test('tells of anonymous ones only when they are wanted', () => {
  assert.equal(keyOf({ key: 'made-up', anonymous: true }, 'user'), undefined);
  assert.equal(keyOf({ key: 'made-up', anonymous: true }, 'user', true), 'made-up');
  assert.equal(keyOf(multi, 'org'), undefined);
});

test('knows the same people again, and others not', () => {
  assert.equal(whoIs({ key: 'ann', name: 'Ann' }), whoIs({ kind: 'user', key: 'ann' }));
  assert.equal(whoIs(multi), whoIs({ org: { key: 'acme' }, user: { key: 'ann', name: 'Ann' }, kind: 'multi' }));
  assert.notEqual(whoIs({ key: 'ann' }), whoIs({ key: 'bob' }));
  assert.notEqual(whoIs({ anonymous: true }), whoIs({ key: 'ann' }));
  assert.notEqual(whoIs({ kind: 'org', key: 'ann' }), whoIs({ key: 'ann' }));
});
