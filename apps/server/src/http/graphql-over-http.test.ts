import { auditServer } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.remove());

it('is GraphQL over HTTP as its specification has it: no MUST is broken', async () => {
  const results = await auditServer({ url: `${server.url}/graphql`, fetchFn: fetch });
  const broken = results.filter(({ status }) => status === 'error').map(({ id, name }) => `${id} ${name}`);
  expect(broken).toEqual([]);
  expect(results.length).toBeGreaterThan(50);
});

describe('what would cost too much or means harm', () => {
  const post = (body: string, type = 'application/json') =>
    fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body });
  const query = (text: string) => post(JSON.stringify({ query: text }));
  const deep = `{ measurements { edges { node { ${'model { measurements { edges { node { '.repeat(9)} id ${'} } } }'.repeat(9)} } } } }`;

  it.each([
    ['40 levels', () => query(deep)],
    [
      '10,000 aliases',
      () => query(`{ ${Array.from({ length: 10_000 }, (_, k) => `a${k}: viewer { name }`).join(' ')} }`),
    ],
    ['5,000 directives', () => query(`{ viewer ${'@include(if: true) '.repeat(5_000)}{ name } }`)],
    ['a cycle of fragments', () => query('{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }')],
    ['a form', () => post('query=%7B+viewer+%7B+name+%7D+%7D', 'application/x-www-form-urlencoded')],
    ['a form with a file', () => post('--x\r\n\r\n--x--', 'multipart/form-data; boundary=x')],
    ['plain text', () => post(JSON.stringify({ query: '{ viewer { name } }' }), 'text/plain')],
    ['2 MB', () => query(`{ viewer { name } } # ${'x'.repeat(2e6)}`)],
  ])('%s: answered with 4xx, at once', async (_, send) => {
    await send();
    const started = performance.now();
    const response = await send();
    await response.text();
    const milliseconds = performance.now() - started;
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    // Not a benchmark: what is not refused before it runs takes seconds.
    expect(milliseconds).toBeLessThan(1_000);
  });
});
