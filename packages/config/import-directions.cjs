/**
 * Which folder may import which (docs/architecture.md). Anything else is an error, cycles too.
 * Unit tests (*.test.ts) and test/ may import more: they cross packages on purpose.
 */
const mayImport = {
  'packages/spectrum': [],
  'packages/engine': ['packages/spectrum'],
  'packages/runtime-onnx': ['packages/engine'],
  'packages/runtime-tfjs': ['packages/engine', 'packages/spectrum'],
  'packages/datasets': [],
  'packages/tracing': [],
  'packages/store': ['packages/engine'],
  'packages/demo': [],
  'packages/config': [],
  schema: [],
  'apps/server': [
    'schema',
    'packages/store',
    'packages/spectrum',
    'packages/engine',
    'packages/datasets',
    'packages/demo',
    'packages/tracing',
  ],
  'apps/worker': [
    'packages/engine',
    'packages/runtime-onnx',
    'packages/runtime-tfjs',
    'packages/datasets',
    'packages/tracing',
  ],
  'apps/dashboard': ['schema', 'packages/spectrum'],
  'apps/cli': ['packages/engine', 'packages/runtime-onnx', 'packages/runtime-tfjs', 'packages/datasets'],
};

/** Installed packages that one folder alone may import. */
const onlyImporter = {
  'onnxruntime-node': 'packages/runtime-onnx',
  'onnx-proto': 'packages/runtime-onnx',
  '@tensorflow': 'packages/runtime-tfjs',
  webgpu: 'packages/runtime-tfjs',
  '@electric-sql/pglite': 'packages/store',
  pg: 'packages/store',
  'pg-boss': 'packages/store',
  kysely: 'packages/store',
  '@opentelemetry': 'packages/tracing',
};

const folders = Object.keys(mayImport);
const within = (list) => `^(${list.join('|')})/`;
const tests = '(\\.test\\.tsx?|/testing/.*\\.tsx?)$';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'nothing-imports-test', severity: 'error', from: { pathNot: '^test/' }, to: { path: '^test/' } },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...folders.map((folder) => ({
      name: `imports-of-${folder.replace('/', '-')}`,
      severity: 'error',
      from: { path: within([folder]), pathNot: tests },
      to: {
        path: within(
          folders.filter(
            (other) => other !== folder && !mayImport[folder].includes(other) && other !== 'packages/config',
          ),
        ),
      },
    })),
    ...Object.entries(onlyImporter).map(([name, folder]) => ({
      name: `only-${folder.replace('/', '-')}-imports-${name.replace(/[@/]/g, '')}`,
      severity: 'error',
      from: { pathNot: `^(${folder}|test)/` },
      to: { path: `^(node_modules/)?${name}(/|$)` },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(next-env\\.d\\.ts$)|^(apps|packages|schema|test)/[^/]+/(dist|\\.next)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
