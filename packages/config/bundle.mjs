import { basename } from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles programs for Node: the source of workspace packages goes in, what npm installed stays outside. Each is written
 * to dist under its last name, whether it is a file of this package (src/main.ts) or what another exports
 * (@passband/runtime-onnx/evaluation-thread, which must lie beside what starts it).
 * @param {string[]} programs
 */
export async function bundle(programs) {
  await build({
    entryPoints: programs.map((program) => ({ in: program, out: basename(program, '.ts') })),
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    logLevel: 'warning',
    plugins: [
      {
        name: 'installed-packages-stay-outside',
        setup({ onResolve }) {
          onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === 'entry-point' || path.startsWith('@passband/') ? null : { path, external: true },
          );
        },
      },
    ],
  });
}
