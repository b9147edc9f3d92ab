import { existsSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations } from '../../packages/store/src/migrations/index.ts';
import { openPglite } from '../../packages/store/src/pglite.ts';
import { openPostgres } from '../../packages/store/src/postgres.ts';
import { bundled } from '../../packages/store/src/testing/bundled.ts';
import { databases, useDatabaseUrls } from '../../packages/store/src/testing/database-urls.ts';
import { madeOld } from '../../packages/store/src/testing/old-database.ts';
import { copyFreshPglite } from '../../packages/store/src/testing/pglite-template.ts';
import { TooLate, temporaryFolder, until } from '../end-to-end/passband.ts';
import { isLong, printed, times } from './figure.ts';
import { Opening, type Place } from './opened.ts';

const points = times({ long: 30, short: 2 });
/** Making a PGlite database takes seconds. */
const firstStarts = times({ long: 30, short: 1 });

let program = '';
let data: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  data = await temporaryFolder();
  program = await bundled(new URL('../../packages/store/src/testing/opener.ts', import.meta.url));
});
afterAll(async () => {
  await rm(path.dirname(program), { recursive: true, force: true });
  await data.remove();
});

const all = migrations.map(({ number }) => number);
const found = {
  empty: { migrations: all, models: 0, measurements: 0, paths: 0 },
  old: { migrations: all, models: 1, measurements: 1, paths: 200 },
};

/** Kills an opening at a share of its time, or of its statements, in turn; then opens the folder. Null: all is there. */
async function killedAt(
  k: number,
  place: Place,
  whole: { milliseconds: number; statements: number },
  wanted: object,
): Promise<string | null> {
  const share = k / (points + 1);
  const byTime = k % 2 === 1;
  const opening = new Opening(program, place, byTime ? 0 : Math.max(1, Math.round(share * whole.statements)));
  if (byTime) {
    await after(share * whole.milliseconds);
    opening.child.kill('SIGKILL');
  }
  await opening.ended;
  return isWhole(place, wanted);
}

async function isWhole(place: Place, wanted: object): Promise<string | null> {
  try {
    const { found } = await new Opening(program, place).opened();
    expect(found).toEqual(wanted);
    return null;
  } catch (error) {
    return String(error);
  }
}

async function measuredOpening(place: Place, wanted: object): Promise<{ milliseconds: number; statements: number }> {
  const started = performance.now();
  const { statements, found } = await new Opening(program, place).opened();
  expect(found).toEqual(wanted);
  return { milliseconds: performance.now() - started, statements };
}

function told(what: string, broken: readonly string[], count: number): void {
  const holds = broken.length === 0;
  const name = `${what}: folders that did not open again whole`;
  printed({ name, value: broken.length, unit: 'folders', goal: '0', holds, times: count });
  expect(broken).toEqual([]);
}

describe.each(isLong ? databases : databases.slice(0, 1))('an opening on %s that is killed', (kind) => {
  const urls = useDatabaseUrls(kind);
  let made = 0;

  async function place(state: keyof typeof found): Promise<Place> {
    made += 1;
    const folder = path.join(data.folder, `${kind}-${made}`);
    const databaseUrl = await urls.next();
    await mkdir(folder);
    if (databaseUrl === undefined && state === 'old') await cp(await oldTemplate(), folder, { recursive: true });
    if (databaseUrl !== undefined && state === 'old') await madeOld(await openPostgres(databaseUrl));
    return { folder, databaseUrl };
  }

  async function oldTemplate(): Promise<string> {
    const template = path.join(data.folder, 'old');
    if (existsSync(template)) return template;
    await mkdir(path.join(template, 'database'), { recursive: true });
    await copyFreshPglite(path.join(template, 'database'));
    await madeOld(await openPglite(path.join(template, 'database')));
    return template;
  }

  it('at any point of bringing an older database to this version opens again with all of its rows', async () => {
    const whole = await measuredOpening(await place('old'), found.old);
    const broken: string[] = [];
    for (let k = 1; k <= points; k += 1) {
      const problem = await killedAt(k, await place('old'), whole, found.old);
      if (problem !== null) broken.push(`${k}: ${problem}`);
    }
    told(`migration killed, ${kind}`, broken, points);
  }, 3_600_000);

  it('at any point of a first start opens again', async () => {
    const broken: string[] = [];
    if (kind === 'PGlite' && firstStarts === 1) {
      // From this file on it looks like a database.
      const one = await place('empty');
      const opening = new Opening(program, one);
      await until('a file that says that this is a database', async () => {
        if (opening.child.exitCode !== null) throw new TooLate('it was faster');
        return existsSync(path.join(one.folder, 'database', 'PG_VERSION')) ? true : null;
      });
      opening.child.kill('SIGKILL');
      await opening.ended;
      const problem = await isWhole(one, found.empty);
      if (problem !== null) broken.push(problem);
    } else {
      const whole = await measuredOpening(await place('empty'), found.empty);
      for (let k = 1; k <= points; k += 1) {
        const problem = await killedAt(k, await place('empty'), whole, found.empty);
        if (problem !== null) broken.push(`${k}: ${problem}`);
      }
    }
    told(`first start killed, ${kind}`, broken, kind === 'PGlite' ? firstStarts : points);
  }, 3_600_000);
});
