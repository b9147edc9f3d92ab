import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** What `opener` says of a folder that it could open. */
export interface Opened {
  statements: number;
  found: { migrations: number[]; models: number; measurements: number; paths: number };
}

/** A data folder, and where its database is PostgreSQL that one's URL. */
export interface Place {
  folder: string;
  databaseUrl: string | undefined;
}

/** `opener` on its way. */
export class Opening {
  readonly child: ChildProcess;
  readonly ended: Promise<{ stdout: string; stderr: string }>;

  constructor(program: string, { folder, databaseUrl }: Place, dieAt = 0) {
    const given = [folder, String(dieAt), ...(databaseUrl === undefined ? [] : [databaseUrl])];
    this.child = spawn(process.execPath, ['--liftoff-only', program, ...given], { stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    this.child.stdout?.on('data', (text) => {
      said.stdout += String(text);
    });
    this.child.stderr?.on('data', (text) => {
      said.stderr += String(text);
    });
    this.ended = once(this.child, 'close').then(() => said);
  }

  async opened(): Promise<Opened> {
    const { stdout, stderr } = await this.ended;
    if (this.child.exitCode !== 0) throw new Error(`the folder did not open: ${stderr.slice(0, 500)}`);
    return JSON.parse(stdout) as Opened;
  }
}
