import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { xoshiro128 } from '@passband/spectrum';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyMigratedPglite } from '../../packages/store/src/testing/pglite-template.ts';
import { temporaryFolder } from '../end-to-end/passband.ts';
import { mutate, type UserError, uploaded } from './api.ts';
import { isLong, printed, times } from './figure.ts';
import { filesToMutate, type Route } from './files-to-mutate.ts';
import { type Hostile, hostileFiles } from './hostile-files.ts';
import { orphanFiles } from './looking.ts';
import { mutated } from './mutation.ts';
import { ServerProgram } from './server-program.ts';

/**
 * Files that were changed at random, and files that somebody made who means harm, are registered with a server. The seed is
 * in the figure; PASSBAND_FUZZING_SEED gives the same files again.
 */

const FILES = times({ long: 1_000, short: 40 });
/** A model's file is read by a process of its own, which takes a second: the whole suite has time for a few. */
const MODELS = times({ long: 400, short: 4 });
const SEED = process.env.PASSBAND_FUZZING_SEED ?? randomBytes(4).toString('hex');
const LANES = 3;
const MOST_GROWTH_MEGABYTES = 768;

const FIELDS: Readonly<Record<Route, string>> = {
  registerModel: 'model { id }',
  registerDataset: 'dataset { id imageCount }',
  importResults: 'imported skipped',
};

let base: Awaited<ReturnType<typeof temporaryFolder>>;
let server: ServerProgram;
const place = (name: string): string => path.join(base.folder, name);

beforeAll(async () => {
  base = await temporaryFolder();
  for (const name of ['data/database', 'tmp', 'outside']) await mkdir(place(name), { recursive: true });
  await writeFile(place('outside/secret'), `secret-${SEED}`);
  await copyMigratedPglite(place('data/database'));
  const env = { TMPDIR: place('tmp'), PASSBAND_LOG_LEVEL: 'error' };
  ({ server } = await ServerProgram.start({ dataFolder: place('data'), env }));
});
afterAll(async () => {
  await server?.stop('SIGKILL');
  await base.remove();
});

/** What the server made of a file: 'registered', or the reason for which it was refused. */
async function answerTo({ route, fileName, bytes }: Hostile, name: string): Promise<string> {
  const { url } = server;
  const upload = await uploaded(url, fileName, bytes);
  const input = route === 'importResults' ? { format: 'ROBUSTNETS', upload } : { name, upload };
  const answer = await mutate<{ dataset?: { id: string; imageCount: number } }>(url, route, input, FIELDS[route]);
  const [error] = answer.userErrors;
  if (error) return reasonOf(error);
  if (answer.dataset) {
    const { id, imageCount } = answer.dataset;
    const picture = await fetch(`${url}/images/${id}/${imageCount - 1}.png`);
    if (!picture.ok) return `NO PICTURE: ${picture.status}`;
  }
  return 'registered';
}

const reasonOf = ({ code, message }: UserError): string => `${code}: ${message}`;

/** Where the server is, which it should not tell; names within files are told. */
const OWN = ['data', 'tmp'];

/** What a person can't do anything with, or that tells what is nobody's business. */
function isUnclear(answer: string): boolean {
  if (answer === 'registered') return false;
  const [code = '', ...words] = answer.split(': ');
  const message = words.join(': ');
  const isTold =
    ['INVALID', 'TOO_LARGE', 'CONFLICT', 'UNSUPPORTED'].includes(code) && message.length > 15 && message.length < 1_500;
  const isInternal = /undefined|\[object|is not a function|Cannot read|call stack|node_modules|\.[jt]s:\d+/.test(
    message,
  );
  return (
    !isTold || isInternal || OWN.some((folder) => message.includes(place(folder))) || message.includes(`secret-${SEED}`)
  );
}

/** The most memory that the server has taken, in MB; null where the system does not say. */
async function peakMegabytes(): Promise<number | null> {
  const status = await readFile(`/proc/${server.child.pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1_000);
}

interface Answered {
  answer: string;
  /** With what was sent. */
  told: string;
}

/** Files that are sent side by side, with what came of each. */
async function answersTo(files: readonly Hostile[], kind: string): Promise<Answered[]> {
  const answers: Answered[] = [];
  const queue = [...files.entries()];
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [k, file] = next;
      const answer = await answerTo(file, `${kind} ${k}`).catch((error) => `THROWN: ${error}`);
      answers.push({ answer, told: `${kind} ${k}, ${file.route} ${file.fileName}, ${file.how}: ${answer}` });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return answers;
}

it('files that are damaged or mean harm are refused in words or registered: nothing crashes, nothing is written elsewhere', async () => {
  const sources = filesToMutate();
  const [models, others] = [sources.filter(isModel), sources.filter((source) => !isModel(source))];
  const random = xoshiro128(`fuzzing/${SEED}`);
  const anyOf = (from: typeof sources): Hostile => {
    const source = from[random.below(from.length)] ?? sources[0];
    if (source === undefined) throw new Error('there are files to mutate');
    return { route: source.route, ...mutated(source, place('outside'), random) };
  };
  const files = Array.from({ length: FILES }, (_, k) => anyOf(k < MODELS ? models : others));
  const hostile = hostileFiles(place('outside')).filter(
    ({ route }, k) => isLong || route !== 'registerModel' || k % 4 === 0,
  );

  const whole = sources.map((source) => ({ ...source, how: 'whole', bytes: source.pack(source.parts) }));
  const asTheyShouldBe = await answersTo(isLong ? whole : whole.filter((source) => !isModel(source)), 'whole');
  expect(asTheyShouldBe.filter(({ answer }) => answer !== 'registered').map(({ told }) => told)).toEqual([]);
  const peakBefore = await peakMegabytes();

  const answers = [...(await answersTo(hostile, 'hostile')), ...(await answersTo(files, 'changed'))];
  const peakAfter = await peakMegabytes();
  const hasCrashed = server.hasEnded;
  const unclear = answers.filter(({ answer }) => isUnclear(answer)).map(({ told }) => told);
  const left = hasCrashed ? [] : [...(await orphansOnceSettled()), ...(await readdir(place('tmp')))];
  const elsewhere = [...(await readdir(base.folder)), ...(await readdir(place('outside')))];
  await server.stop('SIGTERM');

  const count = (pattern: RegExp): number => answers.filter(({ answer }) => pattern.test(answer)).length;
  const growth = peakBefore === null || peakAfter === null ? null : peakAfter - peakBefore;
  const bad = unclear.length + left.length + elsewhere.length - 4 + (hasCrashed ? 1 : 0);
  const figure = printed({
    name: 'fuzzing',
    value: bad,
    unit: 'crashes, unclear answers, files left over or written elsewhere',
    goal: '0',
    holds: bad === 0 && (growth ?? 0) <= MOST_GROWTH_MEGABYTES,
    ...{ times: answers.length, hostile: hostile.length, seed: SEED },
    registered: count(/^registered$/),
    readingProcessEnded: count(/reading it ended with|reading it must take at most/),
    serverPeakMegabytes: peakAfter,
    growthMegabytes: growth,
  });
  expect({ unclear, left, elsewhere, said: server.said }).toEqual({
    ...{ unclear: [], left: [], said: '' },
    elsewhere: ['data', 'outside', 'tmp', 'secret'],
  });
  expect(figure).toMatchObject({ holds: true });
}, 2_400_000);

const isModel = ({ route }: { route: Route }): boolean => route === 'registerModel';

/** Uploads that nothing came of are kept for a day; what else is there must be asked for. */
const orphansOnceSettled = (): Promise<string[]> => orphanFiles(server.url, place('data'));
