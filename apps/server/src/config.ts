import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { DemoSize } from './demo.ts';

/** A character of a token that can't be sent, or not be told from the end of it. */
const UNSENDABLE = /[^\x21-\x7e]/u;
const text = z
  .string()
  .trim()
  .transform((value) => (value === '' ? null : value))
  .nullable()
  .default(null);
/** As a header carries it. What it is stands in no message. */
const token = text.refine((value) => value === null || UNSENDABLE.exec(value) === null, {
  error: ({ input }) => {
    const { 0: found = '', index = 0 } = UNSENDABLE.exec(String(input)) ?? {};
    const rule = 'must be of letters, digits and signs of ASCII, without spaces, for a header to carry it';
    return `${rule}; got ${JSON.stringify(found)} as character ${index + 1}`;
  },
});
const port = z.coerce
  .number('must be a port, 0 to 65535')
  .int('must be a port, 0 to 65535')
  .min(0, 'must be a port, 0 to 65535')
  .max(65535, 'must be a port, 0 to 65535');
const bytes = z.coerce
  .number('must be a whole number of bytes from 1')
  .int('must be a whole number of bytes from 1')
  .min(1, 'must be a whole number of bytes from 1');
const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

const environment = z.object({
  PASSBAND_PORT: port.default(4000),
  PASSBAND_HOST: z.string().min(1).default('127.0.0.1'),
  PASSBAND_DATA_DIR: text,
  PASSBAND_TOKEN: token,
  PASSBAND_WORKER_TOKEN: token,
  PASSBAND_ALLOWED_HOSTS: z.string().default(''),
  PASSBAND_DASHBOARD_URL: text.refine(
    (url) => url === null || URL.canParse(url),
    'must be an address such as http://127.0.0.1:3000',
  ),
  DATABASE_URL: text,
  PASSBAND_UPLOAD_MAXIMUM_BYTES: bytes.default(50 * 2 ** 30),
  PASSBAND_COPIES_MAXIMUM_BYTES: bytes.default(50 * 2 ** 30),
  PASSBAND_LOG_LEVEL: z.enum(levels, `must be one of ${levels.join(', ')}`).default('warn'),
});

/** Everything that a server is told when it starts. */
export interface ServerConfig {
  host: string;
  /** 0: any that is free. */
  port: number;
  dataFolder: string;
  databaseUrl: string | null;
  /** First admin token; null: whoever reaches this machine's own address is admin. */
  token: string | null;
  workerToken: string | null;
  /** Host names, with or without port, that are ours beside the loopback ones; lower case. */
  allowedHosts: string[];
  dashboardUrl: string | null;
  /** Of one upload. */
  uploadMaximumBytes: number;
  /** Of copies in the data folder of files that a PostgreSQL database holds. */
  copiesMaximumBytes: number;
  logLevel: (typeof levels)[number];
  /** Null: without it. */
  demo: DemoSize | null;
  /** Program that reads the facts of a model's file. */
  inspectProgram: string;
  /** The program that computes the diversity of classes. */
  diversityProgram: string;
  /** The program that makes archives of what is kept. */
  backupProgram: string;
}

const DEMOS = { '--demo': 'whole', '--quick-demo': 'quick' } as const satisfies Record<string, DemoSize>;
const isDemo = (argument: string): argument is keyof typeof DEMOS => Object.hasOwn(DEMOS, argument);

/** Wrong configuration, in one line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads environment and arguments once. Throws ConfigError. */
export function readServerConfig(env: NodeJS.ProcessEnv, args: readonly string[]): ServerConfig {
  const data = parsedEnvironment(env);
  const unknown = args.find((argument) => !isDemo(argument));
  if (unknown !== undefined)
    throw new ConfigError(`the server takes the arguments --demo and --quick-demo only; got ${unknown}`);
  const config: ServerConfig = {
    host: data.PASSBAND_HOST,
    port: data.PASSBAND_PORT,
    dataFolder: folderOf(data.PASSBAND_DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    token: data.PASSBAND_TOKEN,
    workerToken: data.PASSBAND_WORKER_TOKEN,
    allowedHosts: data.PASSBAND_ALLOWED_HOSTS.toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
    dashboardUrl: data.PASSBAND_DASHBOARD_URL,
    uploadMaximumBytes: data.PASSBAND_UPLOAD_MAXIMUM_BYTES,
    copiesMaximumBytes: data.PASSBAND_COPIES_MAXIMUM_BYTES,
    logLevel: data.PASSBAND_LOG_LEVEL,
    demo: args.filter(isDemo).map((argument) => DEMOS[argument])[0] ?? null,
    inspectProgram: beside('../../worker/dist/inspect.js'),
    diversityProgram: beside('../../worker/dist/diversity.js'),
    backupProgram: beside('../dist/backup.js'),
  };
  if (config.token === null && !isLoopback(config.host))
    throw new ConfigError(
      `PASSBAND_TOKEN must be set where PASSBAND_HOST is not this machine's own address; PASSBAND_HOST is ${config.host}`,
    );
  return config;
}

/** Where a server keeps what it stores, and where it answers: what its backup is told. Throws ConfigError. */
export function readPlace(env: NodeJS.ProcessEnv): Pick<ServerConfig, 'dataFolder' | 'databaseUrl' | 'host' | 'port'> {
  const { PASSBAND_HOST, PASSBAND_PORT, PASSBAND_DATA_DIR, DATABASE_URL } = parsedEnvironment(env);
  return {
    ...{ host: PASSBAND_HOST, port: PASSBAND_PORT, databaseUrl: DATABASE_URL },
    dataFolder: folderOf(PASSBAND_DATA_DIR),
  };
}

const folderOf = (given: string | null): string => given ?? beside('../../../.passband');

function parsedEnvironment(env: NodeJS.ProcessEnv): z.infer<typeof environment> {
  const parsed = environment.safeParse(env);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path: [name = ''], message }) => {
    // A secret is no value to be told.
    const got = String(name).endsWith('_TOKEN') ? '' : `; got ${JSON.stringify(env[String(name)])}`;
    return `${String(name)} ${message}${got}`;
  });
  throw new ConfigError(problems.join('; '));
}

/** Whether a host name is this machine's own address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Where a server that listens there answers on this machine. */
export function urlOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** From apps/server/src as from apps/server/dist. */
const beside = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
