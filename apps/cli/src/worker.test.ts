import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';

const BIN = fileURLToPath(new URL('../bin/passband.mjs', import.meta.url));

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that knows one token and never has a shard. */
async function serverWithToken(token: string): Promise<string> {
  server = createServer((request, response) => {
    const knows = request.headers.authorization === `Bearer ${token}`;
    response.writeHead(knows ? 204 : 401).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** Runs `passband worker`; sends it a signal when it has joined. */
async function worker(args: string[], signal?: NodeJS.Signals): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [BIN, 'worker', ...args]);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    if (signal && !child.killed && stderr.includes('joined')) child.kill(signal);
  });
  const [code] = await once(child, 'close');
  return { code, stderr };
}

describe('passband worker', () => {
  test('joins a server, says so with its runtimes, and leaves when it is interrupted', async () => {
    const url = await serverWithToken('ours');
    const { code, stderr } = await worker(['--server', url, '--token', 'ours'], 'SIGINT');
    expect(stderr).toMatch(new RegExp(`joined ${url} with [^"]*onnx/cpu`));
    expect(stderr).toContain(`left ${url}`);
    expect(code).toBe(0);
  });

  test('does not outlive the command that started it', async () => {
    const url = await serverWithToken('ours');
    const { stderr } = await worker(['--server', url, '--token', 'ours'], 'SIGKILL');
    expect(stderr).toContain(`left ${url}`);
  });

  test('ends with the name of the setting where its token is refused', async () => {
    const url = await serverWithToken('ours');
    const { code, stderr } = await worker(['--server', url, '--token', 'theirs']);
    expect(stderr).toContain("PASSBAND_WORKER_TOKEN must be the server's");
    expect(code).toBe(1);
  });

  test('is wrong usage without the address of a server', async () => {
    const { code, stderr } = await worker(['--server', 'elsewhere']);
    expect(stderr).toContain('It must be the address of a server');
    expect(code).toBe(2);
  });
});
