import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { httpServer } from '../testing/http-server.ts';
import { BIN, folder, passband } from '../testing/passband.ts';

describe('passband export', () => {
  test('asks for what was typed, and writes the file whole', async () => {
    const asked: string[] = [];
    const server = await httpServer((request, response) => {
      asked.push(String(request.url));
      response.end('a,b\n1,2\n');
    });
    const file = join(folder, 'models.csv');
    const options = ['--filter', '{"name":{"eq":"a b"}}', '--metrics', 'accuracy,loss', '--to', file];
    expect(await passband(['export', 'models', ...options, '--server', server])).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(file, 'utf8')).toBe('a,b\n1,2\n');
    const [url = ''] = asked;
    expect(url).toMatch(/^\/export\/models\.csv\?/);
    expect(Object.fromEntries(new URL(url, server).searchParams)).toEqual({
      filter: '{"name":{"eq":"a b"}}',
      metrics: 'accuracy,loss',
    });
  });

  test('leaves nothing of a file that was cut off', async () => {
    const server = await httpServer((_, response) => {
      response.writeHead(200, { 'content-length': 1000 }).write('a,b\n', () => response.destroy());
    });
    const { code, stderr } = await passband(['export', 'models', '--to', join(folder, 'cut.csv'), '--server', server]);
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^passband: ${server} broke off its answer \\(.+\\)\n$`));
    expect(readdirSync(folder).filter((name) => name.startsWith('cut.csv'))).toEqual([]);
  });

  test('asks nothing where the file can not be written', async () => {
    let asked = 0;
    const server = await httpServer((_, response) => response.end(`${asked++}`));
    const to = join(folder, 'no such folder', 'models.csv');
    const { code, stderr } = await passband(['export', 'models', '--to', to, '--server', server]);
    expect({ code, asked, stderr }).toEqual({
      ...{ code: 1, asked: 0 },
      stderr: `passband: --to needs a folder that can be written; ${join(folder, 'no such folder')} is not there or can't be\n`,
    });
  });

  test('ends well where its reader has seen enough', async () => {
    const server = await httpServer((_, response) => response.end('row\n'.repeat(1_000_000)));
    const child = spawn(process.execPath, [BIN, 'export', 'models', '--server', server]);
    let stderr = '';
    child.stderr.on('data', (text) => (stderr += String(text)));
    child.stdout.once('data', () => child.stdout.destroy());
    const [code] = await once(child, 'close');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
