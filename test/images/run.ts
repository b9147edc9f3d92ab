import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../../packages/store/src/testing/free-port.ts';
import { root, until } from '../end-to-end/passband.ts';
import { registerDataset, registerModel } from '../end-to-end/registered.ts';
import { copyContext } from './context.ts';
import { type Image, readImage, type Stage } from './dockerfile.ts';
import { buildStage, environmentOf } from './stage-tree.ts';

/**
 * `npm run test:images`: does what deploy/Dockerfile says, stage by stage in empty folders, where there is no engine; then runs
 * the server and the worker from what would be their images, as the user that the images say where this runs as root, with
 * read-only files but for the folders that the manifests make writable; and has them measure something.
 */
const TOKENS = { PASSBAND_TOKEN: 'the-admin-of-this-test', PASSBAND_WORKER_TOKEN: 'the-worker-of-this-test' };

const AS_ADMIN = { authorization: `Bearer ${TOKENS.PASSBAND_TOKEN}` };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const work = await mkdtemp(path.join(os.tmpdir(), 'passband-images-'));
const started: ChildProcess[] = [];
try {
  await chmod(work, 0o755);
  const image = readImage(await readFile(path.join(root, 'deploy/Dockerfile'), 'utf8'));
  await build(image);
  await measure(image);
  say('both images would run');
} finally {
  for (const child of started) await stop(child);
  await rm(work, { recursive: true, force: true });
}

async function build({ stages }: Image): Promise<void> {
  const context = path.join(work, 'context');
  const ignored = await readFile(path.join(root, 'deploy/Dockerfile.dockerignore'), 'utf8');
  say(`context: ${copyContext(root, ignored, context)} files`);
  for (const stage of stages) {
    const { seconds, bytes } = await buildStage(stages, stage, { work, context, log: say });
    say(`${stage.name}: ${(bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(0)} s`);
  }
}

async function measure(image: Image): Promise<void> {
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const server = start(image, 'server', { PASSBAND_PORT: port, ...TOKENS });
  await until('the server is ready', async () => ((await fetch(`${url}/readyz`)).ok ? true : ended(server)));
  await checkHealth(image, 'server', { PASSBAND_PORT: port });
  const page = await (await fetch(`${url}/models`)).text();
  if (!page.includes('<html'))
    throw new Error(`the dashboard must answer /models with a page; got ${page.slice(0, 200)}`);
  say('the server is ready, healthy, and shows its pages');

  const token = TOKENS.PASSBAND_WORKER_TOKEN;
  const worker = start(image, 'worker', { PASSBAND_SERVER_URL: url, PASSBAND_WORKER_TOKEN: token });
  const query = asking(url);
  const demo = path.join(root, 'packages/demo/data');
  const asAdmin = { url, query, headers: AS_ADMIN };
  const { model } = await registerModel(asAdmin, 'net', path.join(demo, 'networks/baseline-seed-0.onnx'));
  const { dataset } = await registerDataset(asAdmin, 'images', path.join(demo, 'fashion-mnist-sample.npz'));
  const { evaluateModel } = await query<{ evaluateModel: { measurement: { id: string } } }>(
    'mutation ($input: EvaluateModelInput!) { evaluateModel(input: $input) { measurement { id } } }',
    { input: { model: model?.id, dataset: dataset?.id } },
  );
  await until('the measurement succeeds', async () => {
    const { measurement } = await query<{ measurement: { status: string } }>(
      'query ($id: ID!) { measurement(id: $id) { status } }',
      evaluateModel.measurement,
    );
    return measurement.status === 'SUCCEEDED' ? true : ended(worker);
  });
  await checkHealth(image, 'worker', {});
  say('the worker is healthy and measured a network');
}

/** What an image would run, as its user where that can be. */
function start(image: Image, target: string, env: Record<string, string>): ChildProcess {
  const { command } = image.final(target);
  const child = spawn(command[0] ?? '', command.slice(1), { ...placeOf(image, target, env), stdio: 'inherit' });
  started.push(child);
  return child;
}

async function checkHealth(image: Image, target: string, env: Record<string, string>): Promise<void> {
  const [command = '', ...rest] = image.final(target).healthCheck ?? [];
  const child = spawn(command, rest, { ...placeOf(image, target, env), stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the health check of ${target} must end with 0; got ${code}`);
}

function placeOf(image: Image, target: string, env: Record<string, string>) {
  const stage = image.stages.find(({ name }) => name === target) as Stage;
  const folder = path.join(work, target);
  const [uid, gid] = (image.final(target).user ?? '').split(':').map(Number);
  const own = environmentOf(image.stages, stage, folder);
  return {
    cwd: path.join(folder, 'passband'),
    env: { ...own, HOME: '/nonexistent', ...env },
    ...(process.getuid?.() === 0 && uid && gid && { uid, gid }),
  };
}

const ended = ({ exitCode, signalCode }: ChildProcess): null => {
  if (exitCode === null && signalCode === null) return null;
  throw new Error(`it ended (${signalCode ?? `exit code ${exitCode}`})`);
};

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

function asking(url: string) {
  return async <T>(query: string, variables: Record<string, unknown> = {}): Promise<T> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...AS_ADMIN },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: T; errors?: { message: string }[] };
    if (errors || !data) throw new Error(errors?.map(({ message }) => message).join('; ') ?? `HTTP ${response.status}`);
    return data;
  };
}
