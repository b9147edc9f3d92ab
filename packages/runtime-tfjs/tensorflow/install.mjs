/**
 * `npm run tensorflow`: makes the TensorFlow runtime in .tensorflow/, from the npm registry and PyPI alone.
 *
 * @tensorflow/tfjs-node-gpu's own install step downloads a library that is older than today's GPUs from a place that many
 * machines do not reach. So the package is installed without it, gets the library out of TensorFlow's Python wheel, and its
 * binding is compiled here. `npm run tensorflow -- --cuda` takes the wheel that uses NVIDIA GPUs as well.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = '@tensorflow/tfjs-node-gpu';
const PACKAGE_VERSION = '4.22.0';
const TENSORFLOW_VERSION = '2.18.1';
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

/** Python, since its wheels are zip files: the two libraries and the headers, nothing else. */
const UNPACK = `
import pathlib, sys, zipfile
wheel, deps = zipfile.ZipFile(sys.argv[1]), pathlib.Path(sys.argv[2])
for name in wheel.namelist():
    if name.endswith('/'):
        continue
    if name.startswith('tensorflow/include/'):
        target = deps / name.removeprefix('tensorflow/')
    elif name in (${LIBRARIES.map((library) => `'tensorflow/${library}'`).join(', ')}):
        target = deps / 'lib' / pathlib.Path(name).name
    else:
        continue
    target.parent.mkdir(parents=True, exist_ok=True)
    with wheel.open(name) as source, open(target, 'wb') as out:
        while chunk := source.read(1 << 20):
            out.write(chunk)
`;

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = path.join(root, '.tensorflow');
const cuda = process.argv.includes('--cuda');
const wheelName = cuda ? 'tensorflow' : 'tensorflow-cpu';
const python = process.env.PYTHON ?? 'python3';
const mark = (name) => path.join(folder, `ready-${name}-${TENSORFLOW_VERSION}`);
const finished = mark(wheelName);
/** The library for CUDA runs on processors too: it is never replaced by the one that does not know GPUs. */
const ready = existsSync(finished) || existsSync(mark('tensorflow'));
const home = path.join(folder, 'node_modules', ...PACKAGE.split('/'));

/** What this machine lacks, in a sentence; another exit code than a build that fails. */
class Lack extends Error {}
const LACKS_SOMETHING = 3;

try {
  if (ready) {
    verify();
    say(`TensorFlow ${TENSORFLOW_VERSION} is ready in .tensorflow/`);
  } else {
    const prefix = headersPrefix();
    needs();
    installPackage();
    fetchLibrary();
    compile(prefix);
    verify();
    writeFileSync(finished, '');
    say(`TensorFlow ${TENSORFLOW_VERSION} is built in .tensorflow/: the runtimes tensorflow/* are there`);
  }
} catch (error) {
  process.stderr.write(`npm run tensorflow: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof Lack ? LACKS_SOMETHING : 1;
}

/** What has to be on this machine, each with the sentence that says so. */
function needs() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Lack(
      `it needs Linux on x64, where TensorFlow's wheel has the library; this is ${process.platform} on ${process.arch}`,
    );
  if (!runs(python, ['--version'])) throw new Lack(`it needs Python 3; there is no ${python} (or set PYTHON)`);
  if (!runs(python, ['-m', 'pip', '--version'])) throw new Lack(`it needs pip; ${python} has none`);
  for (const tool of ['g++', 'make'])
    if (!runs(tool, ['--version'])) throw new Lack(`it needs a C++ compiler and make; there is no ${tool}`);
}

/** The folder that holds include/node; node-gyp would download the headers otherwise. */
function headersPrefix() {
  const prefixes = [path.dirname(path.dirname(process.execPath)), '/usr', '/usr/local'];
  const found = prefixes.find((prefix) => existsSync(path.join(prefix, 'include', 'node', 'node_version.h')));
  if (!found)
    throw new Lack(`it needs Node's headers (include/node/node_version.h); they are in none of ${prefixes.join(', ')}`);
  return found;
}

function installPackage() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const specifier = `${PACKAGE}@${PACKAGE_VERSION}`;
  // In a folder of its own and without scripts: neither this repository's lock file nor a download is touched.
  run(
    'npm',
    ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', specifier],
    folder,
  );
}

/** The C API and its headers out of the wheel. */
function fetchLibrary() {
  const wheels = mkdtempSync(path.join(tmpdir(), 'passband-tensorflow-'));
  try {
    const choice = ['--no-deps', '--only-binary=:all:', '--python-version', '3.11', '--dest', wheels];
    run(python, [
      '-m',
      'pip',
      'download',
      '--quiet',
      '--disable-pip-version-check',
      ...choice,
      `${wheelName}==${TENSORFLOW_VERSION}`,
    ]);
    const [wheel] = readdirSync(wheels).filter((name) => name.endsWith('.whl'));
    if (!wheel) throw new Error(`pip downloaded no wheel of ${wheelName}`);
    const deps = path.join(home, 'deps');
    rmSync(deps, { recursive: true, force: true });
    mkdirSync(path.join(deps, 'lib'), { recursive: true });
    run(python, ['-c', UNPACK, path.join(wheels, wheel), deps]);
  } finally {
    rmSync(wheels, { recursive: true, force: true });
  }
  for (const library of LIBRARIES) {
    const plain = library.replace('_cc', '').replace(/\.2$/, '');
    symlinkSync(library, path.join(home, 'deps', 'lib', plain));
  }
}

function compile(prefix) {
  const tool = path.join(folder, 'node_modules', '@mapbox', 'node-pre-gyp', 'bin', 'node-pre-gyp');
  run(process.execPath, [tool, 'install', '--build-from-source', `--nodedir=${prefix}`], home);
}

/** Evaluates a tensor in a process of its own. */
function verify() {
  const program = `const tf = require(${JSON.stringify(home)});
    const [value] = tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).dataSync();
    if (tf.getBackend() !== 'tensorflow' || value !== 11) throw new Error(tf.getBackend() + ' gave ' + value);`;
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' };
  execFileSync(process.execPath, ['-e', program], { env, stdio: ['ignore', 'ignore', 'inherit'], cwd: folder });
}

function run(command, options, cwd = root) {
  try {
    execFileSync(command, options, { cwd, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 28 });
  } catch (error) {
    const said =
      error instanceof Error && 'stderr' in error
        ? String(error.stderr).trim().split('\n').slice(-15).join('\n')
        : String(error);
    throw new Error(`${path.basename(command)} ${options.slice(0, 4).join(' ')} failed:\n${said}`);
  }
}

function runs(command, options) {
  try {
    execFileSync(command, options, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
