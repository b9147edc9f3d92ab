import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { root } from '../end-to-end/passband.ts';

export const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** The documents of a YAML file. Throws where it is none. */
export function documentsOf(file: string): unknown[] {
  return parseAllDocuments(textOf(file)).map((document) => {
    const [error] = document.errors;
    if (error) throw new Error(`${file}: ${error.message}`);
    return document.toJS() as unknown;
  });
}

export interface Manifest {
  file: string;
  apiVersion: string;
  kind: string;
  name: string;
  body: unknown;
}

const head = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.object({ name: z.string() }).loose(),
});
const KUBERNETES = 'deploy/kubernetes';

/** Every object of deploy/kubernetes; not what other programs read there. */
export function manifests(): Manifest[] {
  return readdirSync(path.join(root, KUBERNETES))
    .filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml' && !file.endsWith('.values.yaml'))
    .flatMap((file) =>
      documentsOf(`${KUBERNETES}/${file}`).map((body) => {
        const { apiVersion, kind, metadata } = head.parse(body);
        return { file, apiVersion, kind, name: metadata.name, body };
      }),
    );
}

const secretKeyRef = z.object({ name: z.string(), key: z.string() });
const env = z
  .array(
    z.looseObject({ name: z.string(), value: z.string().optional(), valueFrom: z.object({ secretKeyRef }).optional() }),
  )
  .default([]);
const probe = z
  .object({
    httpGet: z.object({ path: z.string(), port: z.union([z.string(), z.number()]) }),
    periodSeconds: z.number(),
    failureThreshold: z.number().default(3),
  })
  .loose();
const container = z.looseObject({
  name: z.string(),
  image: z.string(),
  env,
  ports: z.array(z.object({ name: z.string(), containerPort: z.number() })).default([]),
  startupProbe: probe.optional(),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
});
const labels = z.record(z.string(), z.string());
export const deployment = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    selector: z.object({ matchLabels: labels }),
    template: z.object({
      metadata: z.object({ labels }),
      spec: z.looseObject({
        terminationGracePeriodSeconds: z.number(),
        securityContext: z.looseObject({ runAsNonRoot: z.literal(true), runAsUser: z.number() }),
        containers: z.tuple([container]),
        volumes: z.array(z.looseObject({ name: z.string() })),
      }),
    }),
  }),
});

const service = z.looseObject({
  image: z.string(),
  environment: z.record(z.string(), z.string()),
  networks: z.array(z.string()),
  mem_limit: z.string().optional(),
  stop_grace_period: z.string().optional(),
  build: z.object({ context: z.string(), dockerfile: z.string(), target: z.string() }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
});
const network = z.object({ internal: z.boolean() }).nullable();
export const compose = z
  .object({ services: z.record(z.string(), service), networks: z.record(z.string(), network) })
  .loose();

/** What a Secret holds, by its name. */
export const secret = z.object({ stringData: z.record(z.string(), z.string()) });

export const adapterValues = z.object({
  rules: z.object({
    external: z.array(
      z.object({ seriesQuery: z.string(), name: z.object({ as: z.string() }), metricsQuery: z.string() }).loose(),
    ),
  }),
});
