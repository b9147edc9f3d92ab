import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { passband } from '../../apps/cli/src/program.ts';
import { root } from '../end-to-end/passband.ts';
import { isThere, read, type Shown } from './documents.ts';
import { routeProblem } from './routes.ts';

/** What is wrong with the arguments of a program of a document, a sentence each. */
type Check = (args: readonly string[], shown: Shown) => string[] | Promise<string[]>;
type Command = ReturnType<typeof passband>;

/** A word that stands for another: NAME, ID, KEY=VALUE, $ID, …. */
const isPlaceholder = (word: string): boolean => /^[A-Z][A-Z_,=]*$|…|\$/.test(word);
const flagsOf = (args: readonly string[]): string[] => args.filter((word) => /^--./.test(word));
const nameOf = (flag: string): string => flag.replace(/=.*$/, '');
const NPM = ['ci', 'install', 'audit', 'rebuild', 'pack', 'test', 'start', 'run'];
/** Of a package's install script, not npm's. */
const NPM_FLAGS = ['--ignore-scripts', '--omit', '--onnxruntime-node-install', '--silent'];

/** Programs that documents may show, and how each is checked; null: not ours, nothing is asked of it. */
export const PROGRAMS: Readonly<Record<string, Check | null>> = {
  npm: npmProblems,
  npx: npxProblems,
  passband: passbandProblems,
  node: ([file = '', ...flags]) => (/^(-e|-pe)$/.test(file) ? [] : programProblems(file, flags)),
  curl: curlProblems,
  '.ci/run': (args) => (isThere('.ci/run') && args.length === 0 ? [] : ['.ci/run takes nothing']),
  docker: dockerProblems,
  ...{ kubectl: null, helm: null, export: null, cd: null, date: null, openssl: null, cp: null, grep: null },
  ...{ pip: null, python3: null, 'nvidia-smi': null, vulkaninfo: null, tar: null },
};

async function passbandProblems(args: readonly string[], { whole }: Shown): Promise<string[]> {
  const program = passband(new AbortController().signal);
  const { command, rest } = leaf(program, args);
  const options = [...command.options.map(({ long }) => long), '--help', ...(command === program ? ['--version'] : [])];
  const [first] = rest;
  if (command.commands.length > 0 && first !== undefined && !first.startsWith('--') && !isPlaceholder(first))
    return [`${command.name()} has no command ${first}`];
  const unknown = flagsOf(rest).filter((flag) => !options.includes(nameOf(flag)));
  if (unknown.length > 0) return unknown.map((flag) => `${command.name()} takes no ${flag}`);
  return whole && !args.some(isPlaceholder) ? refusal(program, args) : [];
}

/** The command that words name, and the words behind its name. */
function leaf(command: Command, args: readonly string[]): { command: Command; rest: readonly string[] } {
  const [name, ...rest] = args;
  const found = command.commands.find((one) => one.name() === name);
  return found === undefined ? { command, rest: args } : leaf(found, rest);
}

/** What the command line itself says of the arguments before it would do anything. */
async function refusal(program: Command, args: readonly string[]): Promise<string[]> {
  for (const command of [program, ...below(program)]) {
    command.exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });
    if (command.commands.length === 0) command.action(() => {});
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return [];
  } catch (error) {
    return error instanceof Error && /help|version/.test(error.message) ? [] : [String(error)];
  }
}

const below = (command: Command): Command[] => command.commands.flatMap((one) => [one, ...below(one)]);

/** Every flag that some command of the command line takes. */
export function passbandFlags(): string[] {
  const program = passband(new AbortController().signal);
  return ['--help', '--version', ...below(program).flatMap(({ options }) => options.map(({ long }) => long ?? ''))];
}

function npmProblems(args: readonly string[], shown: Shown): string[] {
  const [name, ...rest] = args;
  if (name === undefined) return shown.whole ? ['npm takes a command'] : [];
  if (!NPM.includes(name)) return [`npm has no ${name}`];
  const [own, given] = behindDashes(rest);
  const workspace = valueBehind(own, '-w');
  const unknown = flagsOf(own).filter((flag) => !NPM_FLAGS.includes(nameOf(flag)));
  if (unknown.length > 0) return unknown.map((flag) => `npm ${name} takes no ${flag}`);
  if (!['run', 'start', 'test'].includes(name)) return [];
  const script = name === 'run' ? (own.find((word) => !word.startsWith('-')) ?? '') : name;
  return scriptProblems(script, workspace, given, shown);
}

const behindDashes = (words: readonly string[]): [readonly string[], readonly string[]] => {
  const at = words.indexOf('--');
  return at < 0 ? [words, []] : [words.slice(0, at), words.slice(at + 1)];
};

const valueBehind = (words: readonly string[], flag: string): string | null =>
  words.includes(flag) ? (words[words.indexOf(flag) + 1] ?? null) : null;

interface Manifest {
  name: string;
  scripts?: Record<string, string>;
}

const manifestOf = (folder: string): Manifest => JSON.parse(read(path.join(folder, 'package.json'))) as Manifest;

/** The folder of a workspace by its name; the root's where none is named. */
function folderOf(workspace: string | null): string | undefined {
  if (workspace === null) return '.';
  const folders = ['schema', 'test', ...['apps', 'packages'].flatMap((folder) => namesIn(folder))];
  return folders.find((folder) => manifestOf(folder).name === workspace);
}

const namesIn = (folder: string): string[] =>
  readdirSync(path.join(root, folder))
    .map((name) => path.join(folder, name))
    .filter((name) => existsSync(path.join(root, name, 'package.json')));

/** What is behind `--` is asked of the program that the script starts at its end. */
function scriptProblems(name: string, workspace: string | null, given: readonly string[], shown: Shown): string[] {
  const folder = folderOf(workspace);
  if (folder === undefined) return [`no workspace is named ${workspace}`];
  const script = manifestOf(folder).scripts?.[name];
  if (script === undefined) return [`${folder}/package.json has no script ${name}`];
  if (name === 'test:mutation') return given.flatMap(mutatedProblems);
  if (flagsOf(given).length === 0) return [];
  const last = script.split('&&').at(-1)?.trim().split(/\s+/) ?? [];
  if (last[0] === 'npm') return npmProblems([...last.slice(1).filter((word) => word !== '--'), '--', ...given], shown);
  const [, file = ''] = last;
  return programProblems(path.join(folder, file), given);
}

function mutatedProblems(of: string): string[] {
  const [name = '', ...file] = of.split('/');
  const source = path.join('packages', name, 'src', ...file);
  return isPlaceholder(of) || isThere(source) ? [] : [`${source} is not there`];
}

/** A program of ours, and flags that its source knows. */
function programProblems(file: string, args: readonly string[]): string[] {
  if (!isThere(file)) return [`${file} is not there`];
  const source = read(file.replace('/dist/', '/src/').replace(/\.js$/, '.ts'));
  const takes = (flag: string) => new RegExp(`(['"]?)\\b${flag.slice(2)}\\1: |['"\`]${flag}\\b`).test(source);
  return flagsOf(args)
    .filter((flag) => !takes(nameOf(flag)))
    .map((flag) => `${file} takes no ${flag}`);
}

function npxProblems(args: readonly string[], shown: Shown): string[] | Promise<string[]> {
  const [name = '', ...rest] = args;
  if (name === 'passband') return passbandProblems(rest, shown);
  if (name === 'tsx') return isPlaceholder(rest[0] ?? '') ? [] : programProblems(rest[0] ?? '', rest.slice(1));
  if (name === 'next') return rest[0] === 'dev' && isThere(rest[1] ?? '') ? [] : [`npx ${args.join(' ')}`];
  if (name === 'vitest') return vitestProblems(rest);
  return name === '' ? [] : [`npx ${name} is none of ours`];
}

function vitestProblems([run, ...words]: readonly string[]): string[] {
  const projects = words.filter((_, k) => words[k - 1] === '--project');
  const files = words.filter((word, k) => !word.startsWith('--') && words[k - 1] !== '--project');
  return [
    ...(run === 'run' ? [] : ['vitest is shown with run alone']),
    ...projects.filter((name) => !read('vitest.config.ts').includes(`name: '${name}'`)),
    ...files.filter((file) => !isThere(file)),
  ];
}

function curlProblems(args: readonly string[]): string[] {
  const method = valueBehind(args, '-X') ?? (args.includes('-T') ? 'PUT' : args.includes('--data') ? 'POST' : 'GET');
  return args
    .filter((word) => /^https?:|^\$PASSBAND\//.test(word))
    .map((address) => address.replace(/^https?:\/\/[^/]+|^\$PASSBAND/, ''))
    .flatMap((address) => routeProblem(method, address));
}

/** Files and folders that it names, and stages of the Dockerfile. */
function dockerProblems(args: readonly string[]): string[] {
  const target = valueBehind(args, '--target');
  const stages = [...read('deploy/Dockerfile').matchAll(/^FROM .* AS (\w+)$/gim)].map(([, name]) => name);
  return target === null || stages.includes(target) ? [] : [`deploy/Dockerfile has no stage ${target}`];
}
