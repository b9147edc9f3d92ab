import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { build } from 'esbuild';

/**
 * The installed packages that built programs import, by name and in order: what esbuild finds in them, and what they require
 * by a function that `createRequire` made, in which esbuild sees an ordinary call.
 */
export async function importedPackages(programs: readonly string[]): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [...programs],
    outdir: 'not-written',
    ...{ bundle: true, packages: 'external', platform: 'node', format: 'esm', write: false, metafile: true },
  });
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map((one) => one.path));
  const required = (await Promise.all(programs.map((program) => readFile(program, 'utf8')))).flatMap(requiredIn);
  const names = [...imported, ...required].filter((specifier) => !isBuiltin(specifier)).map(packageOf);
  return [...new Set(names)].sort();
}

/** esbuild numbers the names of functions that several files have: require, require2. */
function requiredIn(program: string): string[] {
  return [...program.matchAll(/\brequire\d*\("([^"]+)"\)/g)].map(([, specifier = '']) => specifier);
}

/** `@scope/name` of `@scope/name/file`, `name` of `name/file`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
