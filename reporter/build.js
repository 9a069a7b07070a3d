// Makes the two files that a browser loads: dist/<version>/heap-flags.js with a global, heap-flags.mjs as a module.
// With --check it writes nothing and fails when the files that are there differ from what it would write.
import { buildSync } from 'esbuild';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const { name, version } = JSON.parse(readFileSync('package.json'));
const folder = `dist/${version}`;
const isCheck = process.argv.includes('--check');

function build(file, form) {
  const { outputFiles } = buildSync({
    ...form,
    entryPoints: ['src/index.js'],
    bundle: true,
    minify: true,
    write: false,
    charset: 'ascii',
    target: 'es2018',
    banner: { js: `/*! ${name} ${version} | Apache-2.0 */` },
  });
  const made = outputFiles[0].text;
  if (!isCheck) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/${file}`, made);
  } else if (readFileSync(`${folder}/${file}`, 'utf8') !== made) {
    throw new Error(`Checking ${folder}/${file}: expected what src gives, it is something else. Run: npm run build`);
  }
}

build('heap-flags.js', { format: 'iife', globalName: 'heapFlags' });
build('heap-flags.mjs', { format: 'esm' });
