import { expect, test } from 'vitest';
import { ignoring } from './context.ts';

test('an ignore file leaves out what fits its last pattern that fits, with all below it', () => {
  const isIgnored = ignoring('# comment\n.git\n**/node_modules\n**/*.test.ts\ntest/*\n!test/package.json\n');
  const files = [
    ...[
      '.git/HEAD',
      'node_modules/x/index.js',
      'apps/a/node_modules/y.js',
      'apps/a/src/x.test.ts',
      'test/images/run.ts',
    ],
    ...['test/package.json', 'apps/a/src/x.ts', 'gitignore', 'apps/test/x.ts'],
  ];
  expect(files.filter((file) => !isIgnored(file))).toEqual([
    ...['test/package.json', 'apps/a/src/x.ts', 'gitignore', 'apps/test/x.ts'],
  ]);
});
