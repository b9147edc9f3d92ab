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
  it.each([
    ['51 directives', () => query(`{ ${'viewer @include(if: true) { name } '.repeat(51)} }`), 400, 'directives must'],
    ['a form', () => post('query=%7B+viewer+%7B+name+%7D+%7D', 'application/x-www-form-urlencoded'), 400, 'CSRF'],
    ['a form with a file', () => post('--x\r\n\r\n--x--', 'multipart/form-data; boundary=x'), 400, 'CSRF'],
    ['plain text', () => post(JSON.stringify({ query: '{ viewer { name } }' }), 'text/plain'), 400, 'CSRF'],
  ])('%s: refused before anything runs', async (_, send, status, message) => {
    const response = await send();
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(message)]);
  });
});
