import { createHash } from 'node:crypto';
import { type GraphQLObjectType, getNamedType, isCompositeType, isNonNullType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEAST_ROLES } from '../graphql/least-roles.ts';
import { makeSchema } from '../graphql/schema.ts';
import { type GraphqlAnswer, TestServer } from '../testing/test-server.ts';

const ADMIN = 'the-admin-token-of-this-test';
const json = { 'content-type': 'application/json' };
const ROLES = ['VIEWER', 'OPERATOR', 'ADMIN', 'WORKER'] as const;

let server: TestServer;
const given = new Map<string, { id: string; secret: string }>();

beforeAll(async () => {
  server = await TestServer.start({ token: ADMIN });
  for (const role of ROLES) given.set(role, await created({ name: `a ${role}`, role }));
});
afterAll(() => server.remove());

const secretOf = (role: string): string => given.get(role)?.secret ?? '';

async function ask(secret: string, query: string, variables: Record<string, unknown> = {}) {
  const headers = { ...json, authorization: `Bearer ${secret}` };
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as GraphqlAnswer;
  return { status: response.status, body };
}

async function created(input: Record<string, unknown>): Promise<{ id: string; secret: string }> {
  const { body } = await ask(
    ADMIN,
    'mutation ($input: CreateTokenInput!) { createToken(input: $input) { id secret userErrors { field message code } } }',
    { input },
  );
  expect(body.data.createToken.userErrors).toEqual([]);
  return body.data.createToken;
}

async function follow(secret: string): Promise<Response> {
  const stream = await fetch(`${server.url}/graphql/stream`, {
    method: 'POST',
    headers: { ...json, accept: 'text/event-stream', authorization: `Bearer ${secret}` },
    body: JSON.stringify({ query: 'subscription { measurementChanged { id } }' }),
  });
  expect(stream.status).toBe(200);
  return stream;
}

const revoke = (id: string) =>
  ask(
    ADMIN,
    'mutation ($input: RevokeTokenInput!) { revokeToken(input: $input) { revokedTokenId userErrors { code } } }',
    { input: { id } },
  );

describe('a token', () => {
  it('says who asks, is listed without its secret, and is known by its hash alone', async () => {
    const { body } = await ask(secretOf('OPERATOR'), '{ viewer { name role } }');
    expect(body.data.viewer).toEqual({ name: 'a OPERATOR', role: 'OPERATOR' });
    const listed = await ask(ADMIN, '{ tokens { id name role createdAt lastUsedAt expiresAt } }');
    const { tokens } = listed.body.data;
    expect(tokens.map(({ role }: { role: string }) => role)).toEqual([...ROLES]);
    const used = tokens.find(({ role }: { role: string }) => role === 'OPERATOR');
    expect(used).toMatchObject({ id: given.get('OPERATOR')?.id, expiresAt: null, lastUsedAt: expect.any(String) });
    expect(secretOf('OPERATOR')).toMatch(/^pb_[\w-]{43}$/);
    const hash = createHash('sha256').update(secretOf('OPERATOR')).digest('hex');
    expect(await server.store.tokens.bySecret(hash)).toMatchObject({ name: 'a OPERATOR' });
  });

  it('holds no more once it was revoked, and what runs for it is broken off', async () => {
    const { id, secret } = await created({ name: 'revoked', role: 'VIEWER' });
    const stream = await follow(secret);
    const session = await fetch(`${server.url}/session`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ token: secret }),
    });
    const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const bySession = () =>
      fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { ...json, cookie },
        body: '{"query":"{ viewer { name } }"}',
      });
    expect(((await (await bySession()).json()) as GraphqlAnswer).data.viewer.name).toBe('revoked');
    expect((await revoke(id)).body.data.revokeToken).toEqual({ revokedTokenId: id, userErrors: [] });
    await expect(stream.text()).rejects.toThrow();
    expect((await ask(secret, '{ viewer { role } }')).status).toBe(401);
    expect((await bySession()).status).toBe(401);
    expect((await revoke(id)).body.data.revokeToken.userErrors[0].code).toBe('NOT_FOUND');
  });

  it('holds up to when it expires, and what runs for it is broken off then', async () => {
    const soon = new Date(Date.now() + 5_000);
    const { secret } = await created({ name: 'expires', role: 'VIEWER', expiresAt: soon.toISOString() });
    const stream = await follow(secret);
    await expect(stream.text()).rejects.toThrow();
    expect(Date.now()).toBeGreaterThanOrEqual(soon.getTime() - 50);
    await expect.poll(async () => (await ask(secret, '{ viewer { role } }')).status).toBe(401);
  });

  it('has the rights of its role, whatever its name', async () => {
    const { secret } = await created({ name: 'PASSBAND_TOKEN', role: 'VIEWER' });
    const headers = { ...json, authorization: `Bearer ${secret}` };
    expect((await fetch(`${server.url}/worker/claim`, { method: 'POST', headers, body: '{}' })).status).toBe(403);
  });

  it.each([
    [{ name: ' ', role: 'VIEWER' }, 'name', /1 to 100 characters; got 0/],
    [{ name: 'late', role: 'VIEWER', expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt', /must lie ahead; got 2020/],
  ])('is not made of %o', async (input, field, message) => {
    const { body } = await ask(
      ADMIN,
      'mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret userErrors { field message code } } }',
      { input },
    );
    expect(body.data.createToken).toMatchObject({
      secret: null,
      userErrors: [{ field: ['input', field], message: expect.stringMatching(message) }],
    });
  });
});

describe('roles', () => {
  const schema = makeSchema();
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

  it('are said for every mutation, and for nothing that is not there', () => {
    const fields = (type: GraphQLObjectType | null | undefined) =>
      Object.keys(type?.getFields() ?? {}).map((name) => `${type?.name}.${name}`);
    const known = [...fields(schema.getQueryType()), ...fields(schema.getMutationType())];
    expect(fields(schema.getMutationType()).filter((name) => !(name in LEAST_ROLES))).toEqual([]);
    expect(Object.keys(LEAST_ROLES).filter((name) => !known.includes(name))).toEqual([]);
  });

  it("are an admin's where something is deleted or tokens are seen, given out or taken back, else an operator's", () => {
    const admins = Object.keys(LEAST_ROLES).filter((name) => LEAST_ROLES[name] === 'ADMIN');
    expect(admins).toEqual([
      'Query.tokens',
      'Mutation.deleteModel',
      'Mutation.deleteDataset',
      'Mutation.deleteMeasurement',
      'Mutation.createToken',
      'Mutation.revokeToken',
    ]);
  });

  /** A mutation as anyone could send it: its input is there, whatever it holds. */
  const sent = mutations.map(({ name, args, type }) => {
    const payload = isNonNullType(type) ? type.ofType : type;
    const [input] = args;
    const scalars = isObjectType(payload)
      ? Object.keys(payload.getFields()).filter((field) => ['imported', 'skipped', 'warnings'].includes(field))
      : [];
    return { name, inputType: String(input?.type), fields: scalars.join(' ') };
  });

  it.each(sent)('$name is refused to a viewer, with a user error', async ({ name, inputType, fields }) => {
    // Variables are checked first: the query carries an input of the right shape only where the shape is known.
    const { body } = await ask(
      secretOf('VIEWER'),
      `mutation ($input: ${inputType}) { ${name}(input: $input) { ${fields} userErrors { code message } } }`,
      { input: leastInput(inputType) },
    );
    expect(body.data[name].userErrors).toEqual([
      { code: 'FORBIDDEN', message: expect.stringMatching(new RegExp(`^${name} needs the role`)) },
    ]);
  });

  const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
  it.each(queries)('Query.$name is refused to a viewer only where the table says so', async ({ name, args, type }) => {
    const needed = args.filter((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined);
    const declared = needed.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
    const passed = needed.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
    const fields = isCompositeType(getNamedType(type)) ? '{ __typename }' : '';
    const { status, body } = await ask(
      secretOf('VIEWER'),
      `query ${declared && `(${declared})`} { ${name}${passed && `(${passed})`} ${fields} }`,
      Object.fromEntries(needed.map((arg) => [arg.name, variableOf(String(arg.type))])),
    );
    expect(status).toBe(200);
    const codes = body.errors?.map(({ extensions }) => extensions.code) ?? [];
    expect(codes.includes('FORBIDDEN')).toBe(`Query.${name}` in LEAST_ROLES);
    expect(codes).not.toContain('INTERNAL_SERVER_ERROR');
  });

  const variableOf = (type: string): unknown => (type.startsWith('[') ? [] : leastInput(type));

  /** The least input of a type: every field that must be there. */
  function leastInput(typeName: string): unknown {
    const type = schema.getType(typeName.replace(/[![\]]/g, ''));
    if (!type || !('getFields' in type))
      return typeName.includes('Float') || typeName.includes('Int') ? 1 : someValue(type?.name ?? '');
    const needed = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) && !('defaultValue' in field && field.defaultValue !== undefined),
    );
    return Object.fromEntries(
      needed.map((field) => [field.name, String(field.type).startsWith('[') ? [] : leastInput(String(field.type))]),
    );
  }

  function someValue(name: string): unknown {
    const type = schema.getType(name);
    if (type && 'getValues' in type) return type.getValues()[0]?.name;
    return name === 'Boolean' ? true : 'x';
  }

  it('an operator starts and registers but neither deletes nor gives out tokens', async () => {
    const put =
      'mutation { createUpload(input: { fileName: "x", sizeBytes: 3 }) { upload { url } userErrors { code } } }';
    const { body } = await ask(secretOf('OPERATOR'), put);
    expect(body.data.createUpload.userErrors).toEqual([]);
    const url = server.url + body.data.createUpload.upload.url;
    const putBy = (role: string) =>
      fetch(url, { method: 'PUT', body: 'abc', headers: { authorization: `Bearer ${secretOf(role)}` } });
    expect((await putBy('VIEWER')).status).toBe(403);
    expect((await putBy('OPERATOR')).status).toBe(204);
    const remove = await ask(
      secretOf('OPERATOR'),
      'mutation { deleteModel(input: { id: "x" }) { userErrors { code } } }',
    );
    expect(remove.body.data.deleteModel.userErrors[0].code).toBe('FORBIDDEN');
    const tokens = await ask(secretOf('OPERATOR'), '{ tokens { id } }');
    expect(tokens.body.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('a worker’s token opens no session', async () => {
    const session = await fetch(`${server.url}/session`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ token: secretOf('WORKER') }),
    });
    expect(session.status).toBe(403);
    expect(await session.json()).toEqual({ error: 'a worker token opens no session' });
  });

  it('the first admin is let in as a worker where workers have no token of their own', async () => {
    const headers = { ...json, authorization: `Bearer ${ADMIN}` };
    expect((await fetch(`${server.url}/worker/claim`, { method: 'POST', headers, body: '{}' })).status).toBe(400);
  });
});
