import { build } from 'esbuild';

/**
 * Bundles a program for Node: the source of workspace packages goes in, what npm installed stays outside.
 * @param {string[]} entryPoints
 */
export async function bundle(entryPoints) {
  await build({
    entryPoints,
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
