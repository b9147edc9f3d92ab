import { expect, test } from 'vitest';
import { httpServer } from '../testing/http-server.ts';
import { typed } from '../testing/passband.ts';

interface Models {
  near: string[];
  all: string[];
  total: number;
}

/** What a start says of the model `resnet, seed 7` at a server that has none of that name, but these; and what it asked. */
async function refused({ near, all, total }: Models) {
  const asked: unknown[] = [];
  const some = (names: string[], totalCount: number) => ({
    totalCount,
    edges: names.map((name) => ({ node: { name } })),
  });
  const server = await httpServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    const { query, variables } = JSON.parse(body);
    const isNear = query.includes('near:');
    if (isNear) asked.push(variables.near);
    const data = query.includes('datasets')
      ? { datasets: [{ id: 'd', name: 'images' }] }
      : isNear
        ? { near: some(near, near.length), all: some(all, total) }
        : { byId: null, byName: null };
    response.end(JSON.stringify({ data }));
  });
  const args = ['start', 'evaluation', '--model', 'resnet, seed 7', '--dataset', 'images', '--server', server];
  const { code, stderr } = await typed(args);
  return { code, said: stderr.replace(server, 'URL'), asked };
}

test('a model that is not there is told with those that share a word with it', async () => {
  const { code, said, asked } = await refused({ near: ['resnet, seed 0', 'seed 1'], all: ['a', 'b'], total: 12 });
  expect(code).toBe(1);
  expect(said).toContain(
    '--model must be the name or id of a model at URL, which has "resnet, seed 0", "seed 1" and 10 others; got "resnet, seed 7"',
  );
  const contains = ['resnet, seed 7', 'resnet', 'seed'].map((word) => ({ name: { contains: word } }));
  expect(asked).toEqual([{ or: contains }]);
});

test('the five that share most words come first', async () => {
  const near = ['seed 1', 'seed 2', 'seed 3', 'seed 4', 'seed 5', 'resnet, seed 1'];
  expect((await refused({ near, all: [], total: 6 })).said).toContain(
    'which has "resnet, seed 1", "seed 1", "seed 2", "seed 3", "seed 4" and 1 other; got',
  );
});

test('where none does, with some of all', async () => {
  expect((await refused({ near: [], all: ['a', 'b'], total: 3 })).said).toContain('has "a", "b" and 1 other; got');
  expect((await refused({ near: [], all: ['a', 'b'], total: 2 })).said).toContain('has "a", "b"; got');
  expect((await refused({ near: [], all: [], total: 0 })).said).toContain('has none; got');
});
