import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { withoutSettings } from '../end-to-end/passband.ts';

/** Of this machine what npm needs to find its registry; nothing that an npm above this program sets. */
export function npmEnvironment(): NodeJS.ProcessEnv {
  const ofNpm = /^npm_(?!config_(registry|cache|cafile)$)|^INIT_CWD$|^ONNXRUNTIME_/i;
  const env = Object.entries(withoutSettings(process.env)).filter(([name]) => !ofNpm.test(name));
  // An npm that runs a script puts the folders of this repository's programs first.
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => !folder.includes('node_modules'));
  return { ...Object.fromEntries(env), PATH: folders.join(path.delimiter) };
}

/** A `passband` that npm installed in a folder. */
export class InstalledPassband {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What a command that must end well prints. */
  async run(...args: string[]): Promise<string> {
    const { child, said } = this.#spawn(args);
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`passband ${args.join(' ')} must end with 0; got ${code}: ${said.stderr}`);
    return said.stdout;
  }

  /** A command that goes on until it is stopped. */
  start(...args: string[]): { readonly said: string; stop(): Promise<void> } {
    const { child, said } = this.#spawn(args);
    const ended = once(child, 'close');
    return {
      get said() {
        return said.stderr;
      },
      async stop() {
        if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
        await ended;
      },
    };
  }

  #spawn(args: string[]): { child: ChildProcess; said: { stdout: string; stderr: string } } {
    const program = path.join(this.#folder, 'node_modules/.bin/passband');
    const child = spawn(program, args, { cwd: this.#folder, env: npmEnvironment() });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (text) => (said.stdout += String(text)));
    child.stderr.on('data', (text) => (said.stderr += String(text)));
    return { child, said };
  }
}
