import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
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
  return listening(server);
}

/** A server that gives one shard out and sends no file until it was asked to; what it was told of the shard. */
async function serverWithShard(): Promise<{
  url: string;
  told: { route: string; body: string }[];
  answerFiles(): void;
}> {
  const sha256 = '0'.repeat(64);
  const shard = { method: 'EVALUATION', parameters: { seed: 0 }, firstRound: 0, roundCount: 1 };
  const order = {
    ...{
      id: 'one',
      lease: 'its lease',
      leaseSeconds: 30,
      measurementId: 'm',
      runtime: 'onnx/cpu',
      training: null,
      shard,
    },
    ...{ model: { name: 'net', sha256 }, dataset: { canonicalSha256: sha256 } },
  };
  const told: { route: string; body: string }[] = [];
  const files: ServerResponse[] = [];
  let given = false;
  server = createServer(async (request, response) => {
    const route = request.url ?? '';
    if (route.startsWith('/blobs/')) return void files.push(response);
    const body = await text(request);
    if (route !== '/worker/claim') {
      told.push({ route, body });
      response.end('{"state":"live"}');
    } else if (given) {
      response.writeHead(204).end();
    } else {
      given = true;
      response.end(JSON.stringify(order));
    }
  });
  const answerFiles = () => {
    for (const response of files) response.writeHead(404).end('no such file');
  };
  return { url: await listening(server), told, answerFiles };
}

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** Runs `passband worker`; sends it a signal when it has joined. */
async function worker(
  args: string[],
  signal?: NodeJS.Signals,
  env: Record<string, string> = {},
): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [BIN, 'worker', ...args], { env: { ...process.env, ...env } });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    if (signal && !child.killed && stderr.includes('joined')) child.kill(signal);
  });
  const [code] = await once(child, 'close');
  return { code, stderr };
}

describe('passband worker', () => {
  test('joins a server, says so with its runtimes, and leaves when it is interrupted; warns of variables that it does not know', async () => {
    const url = await serverWithToken('ours');
    const { code, stderr } = await worker(['--server', url, '--token', 'ours'], 'SIGINT', {
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
      OTEL_TRACES_SAMPLER: 'sometimes',
    });
    expect(stderr).toContain('got grpc');
    expect(stderr).toContain('got sometimes');
    expect(stderr).toMatch(new RegExp(`joined ${url} as [\\da-f-]{36} with [^"]*onnx/cpu`));
    expect(stderr).toContain(`left ${url}`);
    expect(code).toBe(0);
  });

  test.skipIf(process.platform === 'win32')(
    'SIGTERM to the group of it and its worker, as of systemd, is one',
    async () => {
      const { url, told, answerFiles } = await serverWithShard();
      const child = spawn(process.execPath, [BIN, 'worker', '--server', url], { detached: true, stdio: 'ignore' });
      const beats = () => told.filter(({ route }) => route.endsWith('/heartbeat')).length;
      await expect.poll(beats, { timeout: 60_000 }).toBeGreaterThan(0);
      process.kill(-(child.pid ?? 0), 'SIGTERM');
      // It goes on with its shard, which then fails by itself.
      const before = beats();
      await expect.poll(beats).toBeGreaterThan(before + 2);
      answerFiles();
      const [code] = await once(child, 'close');
      expect(code).toBe(0);
      const failures = told.filter(({ route }) => route.endsWith('/fail')).map(({ body }) => JSON.parse(body));
      expect(failures).toEqual([expect.objectContaining({ released: false, error: expect.stringContaining('404') })]);
    },
    120_000,
  );

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
