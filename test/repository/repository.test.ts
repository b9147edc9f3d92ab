import { readdirSync, readFileSync, statSync } from 'node:fs';
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

describe('the repository', () => {
  test('README names only scripts that package.json has', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read('README.md').matchAll(/npm run ([\w:]+)/g)].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });

  test('docs/workers.md lists every variable that a worker reads', () => {
    const named = [...read('apps/worker/src/config.ts').matchAll(/^ {2}(PASSBAND_\w+): z/gm)].map(([, name]) => name);
    const listed = [...read('docs/workers.md').matchAll(/^\| `(PASSBAND_\w+)` \|/gm)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(listed.sort()).toEqual(named.sort());
  });

  test('every relative link in the documentation leads to a file', () => {
    const documents = committed.filter((file) => file.endsWith('.md'));
    const broken = documents.flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map((match) => path.join(path.dirname(file), match[1] ?? ''))
        .filter((target) => !statSync(path.join(root, target), { throwIfNoEntry: false }))
        .map((target) => `${file} -> ${target}`),
    );
    expect(broken).toEqual([]);
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
