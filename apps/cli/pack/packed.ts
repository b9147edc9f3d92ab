import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { importedPackages } from './imports.ts';
import { lockedVersions } from './locked-versions.ts';

/** Of these folders the built programs are packed: the command line's, and those that it starts. */
const PROGRAMS: Readonly<Record<string, (file: string) => boolean>> = {
  'apps/cli/dist': () => true,
  'apps/worker/dist': (file) => !['inspect.js', 'diversity.js'].includes(file),
  'apps/server/dist': (file) => file === 'backup.js',
};
const TENSORFLOW = 'packages/runtime-tfjs/tensorflow/install.mjs';

const described = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  engines: z.record(z.string(), z.string()),
});

/**
 * Writes the command line as a package of its own into an empty folder: the built programs where they lie in the
 * repository, so that they find one another, and a package.json that names what they import, in the versions of the lock
 * file. Throws where the programs are not built.
 */
export async function writePackage(repository: string, folder: string): Promise<void> {
  const programs = await builtPrograms(repository);
  for (const file of [...programs, TENSORFLOW, 'LICENSE']) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await copyFile(path.join(repository, file), path.join(folder, file));
  }
  await writeFile(path.join(folder, 'package.json'), await packageFile(repository, programs));
}

async function builtPrograms(repository: string): Promise<string[]> {
  const inFolder = async ([folder, isPacked]: [string, (file: string) => boolean]) =>
    (await readdir(path.join(repository, folder)))
      .filter((file) => file.endsWith('.js') && isPacked(file))
      .map((file) => path.posix.join(folder, file));
  return (await Promise.all(Object.entries(PROGRAMS).map(inFolder))).flat();
}

async function packageFile(repository: string, programs: readonly string[]): Promise<string> {
  const json = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(path.join(repository, file), 'utf8'));
  const names = await importedPackages(programs.map((program) => path.join(repository, program)));
  const content = {
    ...described.parse(await json('package.json')),
    type: 'module',
    bin: { passband: 'apps/cli/dist/main.js' },
    scripts: { tensorflow: `node ${TENSORFLOW}` },
    dependencies: lockedVersions(await json('package-lock.json'), names),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
