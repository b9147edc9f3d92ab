import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Dataset, openCanonical } from '@passband/datasets';
import type { Classifier } from '@passband/engine';
import { type DatasetRow, type ModelRow, openStore, type Store } from '@passband/store';
import { copyMigratedPglite } from '@passband/store/testing/pglite-template';
import type {} from '@passband/store/testing/postgres.setup';
import { createDatabase } from '@passband/store/testing/postgres-server';
import { noTracing } from '@passband/tracing';
import { inject } from 'vitest';
import type { ServerConfig } from '../config.ts';
import { globalId, storeId } from '../graphql/global-id.ts';
import { serverLog } from '../observation/log.ts';
import { registerDataset } from '../registry/register-dataset.ts';
import { type RunningServer, type ServerDependencies, startServer } from '../server.ts';
import { writeIdxPair } from './idx.ts';
import { TestWorker } from './test-worker.ts';

export interface GraphqlAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: what a query gives is what the test says it is.
  data: any;
  extensions?: { cost: { cost: number; most: number } };
  errors?: { message: string; extensions: { code: string; id?: string } }[];
}

/** A server in this process on a store of its own, at a free port: on PostgreSQL where the run has it, else on PGlite. */
export class TestServer {
  readonly folder: string;
  /** Of its database in PostgreSQL, null on PGlite. */
  readonly databaseUrl: string | null;
  readonly store: Store;
  readonly running: RunningServer;
  readonly logged: string[];
  /** SQL statements of the store, in order. */
  readonly statements: string[];

  private constructor(
    parts: Pick<TestServer, 'folder' | 'databaseUrl' | 'store' | 'running' | 'logged' | 'statements'>,
  ) {
    this.folder = parts.folder;
    this.databaseUrl = parts.databaseUrl;
    this.store = parts.store;
    this.running = parts.running;
    this.logged = parts.logged;
    this.statements = parts.statements;
  }

  static async start(config: Partial<ServerConfig> = {}, times: ServerDependencies['times'] = {}): Promise<TestServer> {
    const databaseUrl = config.databaseUrl === undefined ? await newDatabase() : config.databaseUrl;
    const folder = config.dataFolder ?? (await newFolder({ withPglite: databaseUrl === null }));
    const statements: string[] = [];
    const onStatement = (sql: string) => void statements.push(sql);
    const store = await openStore({ dataFolder: folder, databaseUrl: databaseUrl ?? undefined, onStatement });
    const logged: string[] = [];
    const log = serverLog(config.logLevel ?? 'error', noTracing, { write: (line: string) => void logged.push(line) });
    const whole = { ...baseConfig(folder), ...config, databaseUrl };
    const running = await startServer(whole, { store, log, times: { claimWaitMs: 50, sweepMs: 200, ...times } });
    return new TestServer({ folder, databaseUrl, store, running, logged, statements });
  }

  get url(): string {
    return this.running.url;
  }

  async graphql(
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<GraphqlAnswer> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphqlAnswer;
  }

  /** What a query that must be right gives. */
  async query(text: string, variables: Record<string, unknown> = {}): Promise<GraphqlAnswer['data']> {
    const { data, errors } = await this.graphql(text, variables);
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data;
  }

  /** Starts a measurement by a mutation, has a worker do all of it, and gives its id. */
  async measured(mutation: string, input: Record<string, unknown>, classifier: Classifier): Promise<string> {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const { started } = await this.query(
      `mutation ($input: ${type}!) { started: ${mutation}(input: $input) { measurement { id } userErrors { message } } }`,
      { input },
    );
    const id = storeId('measurement', started.measurement?.id ?? '');
    if (id === null) throw new Error(JSON.stringify(started.userErrors));
    await new TestWorker(this.url).workAll(classifier);
    await this.succeeded(id);
    return started.measurement.id;
  }

  /** Lets `use` read a dataset's images as workers do. */
  async withImages<T>(dataset: DatasetRow, use: (images: Dataset) => Promise<T>): Promise<T> {
    const file = await this.store.blobs.file(dataset.canonicalSha256 ?? '');
    if (!file) throw new Error(`the images of ${dataset.name} must be here`);
    const images = await openCanonical(file.path);
    try {
      return await use(images);
    } finally {
      await images.close();
    }
  }

  /** A dataset of small grey images. */
  async dataset(name: string, shape = { classes: 3, perClass: 8, size: 4 }): Promise<DatasetRow> {
    const source = await writeIdxPair(path.join(this.folder, `source of ${name}`), shape);
    return registerDataset(this.store, { name, source: { path: source, fileName: name }, mean: null, std: null });
  }

  /** A model with a file that no test opens. */
  async model(name: string, given: Partial<Omit<ModelRow, 'id' | 'createdAt'>> = {}): Promise<ModelRow> {
    const { sha256, sizeBytes } = await this.store.blobs.put(oneChunk(`the file of ${name}`));
    return this.store.models.insert({
      ...{
        name,
        format: 'ONNX',
        output: null,
        sha256,
        sizeBytes,
        parameterCount: 10,
        inputShape: [1, 4, 4],
        classCount: 3,
      },
      feed: { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null },
      tags: [],
      ...given,
    });
  }

  async succeeded(measurementId: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const look = async () => {
        const [row] = await this.store.measurements.byIds([measurementId]);
        if (row?.status === 'SUCCEEDED') return done();
        const isOver = row === undefined || row.status === 'FAILED' || row.status === 'CANCELLED';
        if (isOver) return done(new Error(row?.error ?? `the measurement is ${row?.status ?? 'gone'}`));
      };
      const stop = this.store.measurements.onChange(() => void look());
      const done = (error?: Error) => {
        stop();
        if (error) reject(error);
        else resolve();
      };
      void look();
    });
  }

  /** Another server on this one's data, once this one is stopped. */
  next(): Promise<TestServer> {
    return TestServer.start({ dataFolder: this.folder, databaseUrl: this.databaseUrl });
  }

  /** Closes server and store, and leaves the data where they are. */
  async stop(): Promise<void> {
    await this.running.close();
    await this.store.close();
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function newFolder({ withPglite }: { withPglite: boolean }): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'passband-server-'));
  if (withPglite) await copyMigratedPglite(path.join(folder, 'database'));
  return folder;
}

async function newDatabase(): Promise<string | null> {
  const postgres = inject('postgres');
  return postgres ? createDatabase(postgres.url, postgres.migrated) : null;
}

export function baseConfig(dataFolder: string): ServerConfig {
  return {
    ...{ host: '127.0.0.1', port: 0, dataFolder, databaseUrl: null, token: null, workerToken: null, allowedHosts: [] },
    ...{
      dashboardUrl: null,
      logLevel: 'error',
      demo: null,
      inspectProgram: 'not asked for',
      backupProgram: 'not asked for',
    },
    uploadMaximumBytes: 1e9,
    copiesMaximumBytes: 1e9,
    diversityProgram: fileURLToPath(new URL('../../../worker/dist/diversity.js', import.meta.url)),
  };
}

export const modelId = (row: ModelRow): string => globalId('model', row.id);
export const datasetId = (row: DatasetRow): string => globalId('dataset', row.id);

export async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
