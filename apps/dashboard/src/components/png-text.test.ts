import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { withTexts } from './png-text.ts';

/** The smallest PNG there is: one grey pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);

function chunksOf(bytes: Uint8Array): { type: string; content: Buffer }[] {
  const file = Buffer.from(bytes);
  const chunks: { type: string; content: Buffer }[] = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const typed = file.subarray(at + 4, at + 8 + length);
    expect(file.readUInt32BE(at + 8 + length)).toBe(crc32(typed));
    chunks.push({ type: typed.toString('latin1', 0, 4), content: typed.subarray(4) });
    at += 12 + length;
  }
  return chunks;
}

it('texts stand in a PNG behind its head, each whole and with its checksum, and the rest is as it was', () => {
  const texts = { Title: 'Within class: −0.016 ± 0.004', Source: 'query { models }' };
  const chunks = chunksOf(withTexts(png, texts));
  expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'iTXt', 'iTXt', 'IDAT', 'IEND']);
  expect(chunks[1]?.content.toString()).toBe('Title\0\0\0\0\0Within class: −0.016 ± 0.004');
  expect(chunksOf(png)).toEqual(chunks.filter(({ type }) => type !== 'iTXt'));
});
