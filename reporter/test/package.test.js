import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { reportFlags, version } from '@segue/heap-flags';

const about = JSON.parse(readFileSync('package.json'));

test('is imported by its name', () => {
  assert.equal(typeof reportFlags, 'function');
  assert.equal(version, about.version);
});

test('packs every file that it names, and nothing that is only for us', () => {
  const [pack] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' }));
  const packed = pack.files.map(({ path }) => path);
  const { types, default: entry } = about.exports['.'];
  for (const named of [about.main, about.module, about.types, about.unpkg, about.jsdelivr, types, entry]) {
    assert.ok(packed.includes(named.replace('./', '')), named);
  }
  assert.deepEqual(packed.filter((path) => !/^(src|dist)\/|^(LICENSE|README\.md|package\.json|heap-flags\.d\.ts)$/.test(path)), []);
});
