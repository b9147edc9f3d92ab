import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../end-to-end/passband.ts';

/** Folders that installing, building and running make. */
const made = new Set(['node_modules', 'dist', '.next', '.turbo', '.git', '.passband', 'artifacts', 'checkpoints']);

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return made.has(entry.name) ? [] : filesBelow(name);
    return entry.isFile() ? [name] : [];
  });
}

const committed = filesBelow('.');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** What links call the headings of a page. */
function headingsOf(file: string): Set<string> {
  const headings = [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text.toLowerCase());
  return new Set(headings.map((text) => text.replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-')));
}

describe('the repository', () => {
  test('docs/workers.md lists every variable that a worker reads', () => {
    const named = [...read('apps/worker/src/config.ts').matchAll(/^ {2}(PASSBAND_\w+): z/gm)].map(([, name]) => name);
    const listed = [...read('docs/workers.md').matchAll(/^\| `(PASSBAND_\w+)` \|/gm)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(listed.sort()).toEqual(named.sort());
  });

  test('every relative link in the documentation leads to a file, and to a heading in it where it names one', () => {
    const documents = committed.filter((file) => file.endsWith('.md'));
    const links = documents.flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].map(([, to = '', heading]) => ({
        ...{ file, heading },
        target: to === '' ? file : path.join(path.dirname(file), to),
      })),
    );
    expect(links.length).toBeGreaterThan(100);
    const isBroken = ({ target, heading }: { target: string; heading: string | undefined }) =>
      !existsSync(path.join(root, target)) || (heading !== undefined && !headingsOf(target).has(heading));
    expect(links.filter(isBroken)).toEqual([]);
  });

  test('the lock file names no download address', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved": "https?:/);
  });

  test('committed binary data stays under 12 MB', () => {
    const bytes = committed
      .filter((file) => /\.(onnx|npz|png|bin|gz|zip|idx|woff2?)$/.test(file))
      .reduce((sum, file) => sum + statSync(path.join(root, file)).size, 0);
    expect(bytes).toBeLessThan(12e6);
  });

  test('the published results come with their licence', () => {
    expect(read('packages/demo/data/NOTICE.md')).toContain('Sara Fridovich-Keil');
    expect(Object.keys(JSON.parse(read('packages/demo/data/robustnets-metrics.json')) as object)).toHaveLength(447);
  });
});
