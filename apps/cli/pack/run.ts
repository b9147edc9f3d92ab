import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { writePackage } from './packed.ts';

/** `npm run pack [-- FOLDER]`: the command line as a file that npm installs elsewhere; in the repository where no folder is named. */
const repository = fileURLToPath(new URL('../../..', import.meta.url));
const [to = repository] = process.argv.slice(2);

const folder = await mkdtemp(path.join(tmpdir(), 'passband-pack-'));
try {
  await writePackage(repository, folder);
  const options = ['pack', '--silent', '--pack-destination', path.resolve(process.env.INIT_CWD ?? '.', to)];
  const { stdout } = await promisify(execFile)('npm', options, { cwd: folder, shell: process.platform === 'win32' });
  process.stdout.write(stdout);
} finally {
  await rm(folder, { recursive: true, force: true });
}
