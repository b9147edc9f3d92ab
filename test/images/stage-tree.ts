import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { lineOf, type Stage, type Step } from './dockerfile.ts';

const run = promisify(execFile);

/** Folders of the image, which here lie below a folder of the stage. */
const ABSOLUTE = /(?<=^|[\s=])\/(passband|data|cache)\b/g;

export interface Built {
  /** Below it lie the image's folders. */
  folder: string;
  seconds: number;
  bytes: number;
}

/**
 * Does what a stage says in a folder instead of an image: copies what is copied, runs what is run, with the Node of this machine
 * instead of the base image's. `context` holds the files that an engine would be given.
 */
export async function buildStage(
  stages: readonly Stage[],
  stage: Stage,
  at: { work: string; context: string; log(line: string): void },
): Promise<Built> {
  const started = performance.now();
  const folder = path.join(at.work, stage.name);
  const workFolder = path.join(folder, 'passband');
  await mkdir(workFolder, { recursive: true });
  if (stages.some(({ name }) => name === stage.base))
    await cp(path.join(at.work, stage.base), folder, { recursive: true, verbatimSymlinks: true });
  const env = environmentOf(stages, stage, folder);
  for (const step of stage.steps) {
    if (step.keyword === 'COPY') await copy(step, { workFolder, ...at });
    if (step.keyword !== 'RUN') continue;
    at.log(`${stage.name}: RUN ${step.text}`);
    const command = step.text.replaceAll(ABSOLUTE, (place) => folder + place);
    await run('bash', ['-euo', 'pipefail', '-c', command], { cwd: workFolder, env, maxBuffer: 2 ** 26 });
  }
  return { folder, seconds: (performance.now() - started) / 1000, bytes: await bytesBelow(folder) };
}

/** What the image sets, and of this machine what npm needs to find its registry. */
export function environmentOf(stages: readonly Stage[], stage: Stage, folder: string): Record<string, string> {
  const own: Record<string, string> = {};
  for (const step of lineOf(stages, stage.name).flatMap(({ steps }) => steps)) {
    if (step.keyword !== 'ENV') continue;
    for (const [, name = '', value = ''] of step.text.matchAll(/([A-Z_]+)=(\S+)/g))
      own[name] = value.replaceAll(ABSOLUTE, (place) => folder + place);
  }
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(PATH|HOME|TMPDIR|LANG|npm_config_(registry|cache|cafile)|NODE_EXTRA_CA_CERTS|https?_proxy|no_proxy)$/i.test(
      name,
    ),
  );
  return { ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ''])), ...own };
}

async function copy(
  { from, text }: Step,
  { workFolder, work, context }: { workFolder: string; work: string; context: string },
): Promise<void> {
  const places = text.split(/\s+/);
  const to = places.pop() ?? '';
  for (const place of places) {
    const source = from === null ? path.join(context, place) : path.join(work, from, place);
    const isFolder = (await stat(source)).isDirectory();
    const target = path.join(workFolder, to, isFolder || !to.endsWith('/') ? '' : path.basename(source));
    await cp(source, target, { recursive: true, verbatimSymlinks: true });
  }
}

async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  let bytes = 0;
  for (const { parentPath, name } of files) bytes += (await stat(path.join(parentPath, name))).size;
  return bytes;
}
