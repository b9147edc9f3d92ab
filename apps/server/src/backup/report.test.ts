import { expect, test } from 'vitest';
import { progressLine } from './report.ts';

/** What a person sees of one step. */
function shown(progress: { rows: number; files: number; bytes: number }): string {
  const written: string[] = [];
  const stream = { isTTY: true, write: (text: string) => written.push(text) > 0 };
  progressLine(stream).at(progress);
  return written.join('').replace('\r\u001b[K', '');
}

test('how far a backup is counts rows and files, one in the singular', () => {
  expect(shown({ rows: 1_234, files: 12, bytes: 3_400_000 })).toBe('1,234 rows, 12 files, 3.4 MB');
  expect(shown({ rows: 1, files: 1, bytes: 20 })).toBe('1 row, 1 file, 20 bytes');
});

test('where no person looks nothing is written', () => {
  const stream = { isTTY: false, write: () => expect.unreachable() };
  const line = progressLine(stream);
  line.at({ rows: 1, files: 1, bytes: 1 });
  line.end();
});
