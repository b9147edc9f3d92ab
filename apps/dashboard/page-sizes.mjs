/** Prints how much JavaScript each page of the built dashboard loads at first, gzipped: one line, the largest first. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const build = path.join(import.meta.dirname, '.next');
const json = (name) => JSON.parse(readFileSync(path.join(build, name), 'utf8'));

/** Files of a page: what every page loads, and what its own manifest names. */
function filesOf(page, everywhere) {
  const manifest = readFileSync(path.join(build, 'server/app', `${page}_client-reference-manifest.js`), 'utf8');
  const [, entries] = /"entryJSFiles":(\{.*\})\};?\s*$/s.exec(manifest) ?? [];
  if (entries === undefined) throw new Error(`the manifest of ${page} must name its files (entryJSFiles)`);
  const own = Object.entries(JSON.parse(entries)).filter(([name]) => !name.includes('global-error'));
  return new Set([...everywhere, ...own.flatMap(([, files]) => files)]);
}

const sizes = new Map();
function gzipped(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(path.join(build, file))).length);
  return sizes.get(file);
}

const { rootMainFiles } = json('build-manifest.json');
const pages = Object.entries(json('app-path-routes-manifest.json')).filter(
  ([page, route]) => page.endsWith('/page') && !route.startsWith('/_'),
);
const rows = pages.map(([page, route]) => {
  const bytes = [...filesOf(page, rootMainFiles)].reduce((sum, file) => sum + gzipped(file), 0);
  return { route, kilobytes: Math.round(bytes / 1000) };
});
rows.sort((a, b) => b.kilobytes - a.kilobytes);
process.stdout.write(
  `JavaScript of the pages at first load, gzip: ${rows.map(({ route, kilobytes }) => `${route} ${kilobytes} kB`).join(', ')}\n`,
);
