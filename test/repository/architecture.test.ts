import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../end-to-end/passband.ts';

const page = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');

/** The numbered steps of a section. */
function stepsOf(title: string): string[] {
  const [, section = ''] = page.split(`\n## ${title}\n`);
  const [own = ''] = section.split('\n## ');
  return own.split('\n').filter((line) => /^\d+\. /.test(line));
}

/** What a step says to be where: `name`, `name` (file). */
function placesIn(step: string): { name: string; file: string }[] {
  return [...step.matchAll(/((?:`[^`]+`, )*`[^`]+`) \(([\w./@[\]-]+)\)/g)].flatMap(([, names = '', file = '']) =>
    namesIn(names).map((name) => ({ name, file })),
  );
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

/** Whether a source makes a function, class, constant, member or route of that name; an import is not enough, nor most calls. */
function declares(source: string, name: string): boolean {
  const [, method, route] = /^(GET|POST|PUT|DELETE) (\S+)$/.exec(name) ?? [];
  if (method !== undefined) return source.includes(`router.${method.toLowerCase()}('${route}'`);
  const declared = `\\b(?:function\\*?|class|const|interface|type) ${name}\\b`;
  const member = `^ {2}(?:async )?${name}\\($|^ +(?:async )?${name}(?:\\(.*\\{$|: (?!string|number|boolean)\\S)`;
  return new RegExp(`${declared}|${member}`, 'm').test(source);
}

describe.each(["A measurement's way, from the click to the pixel", "A network's way, from upload to deletion"])(
  'docs/architecture.md, %s',
  (title) => {
    const steps = stepsOf(title);
    const places = steps.flatMap(placesIn);

    test('is told in at most twelve steps, numbered in order', () => {
      expect(steps.map((step) => Number.parseInt(step, 10))).toEqual(steps.map((_, k) => k + 1));
      expect(steps.length).toBeGreaterThan(5);
      expect(steps.length).toBeLessThanOrEqual(12);
    });

    test('says in every step where it happens, and of every name which file it is in', () => {
      expect(steps.filter((step) => placesIn(step).length === 0)).toEqual([]);
      const placed = new Set(places.map(({ name }) => name));
      expect(steps.flatMap(namesIn).filter((name) => !placed.has(name))).toEqual([]);
    });

    test('names files that are there, and in them what they declare', () => {
      const missing = places.filter(({ name, file }) => {
        const source = path.join(root, file);
        return !existsSync(source) || !declares(readFileSync(source, 'utf8'), name);
      });
      expect(missing).toEqual([]);
    });
  },
);

test('docs/architecture.md names files that are there, in every section', () => {
  const files = [...page.matchAll(/\b(?:apps|packages|schema|test)\/[\w./@[\]-]+\.(?:tsx?|mjs|cjs|graphql)\b/g)];
  expect(files.length).toBeGreaterThan(50);
  expect(files.map(([file]) => file).filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});
