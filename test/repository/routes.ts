import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROUTES } from '../../apps/server/src/http/routes.ts';
import { root } from '../end-to-end/passband.ts';

/** What a document says of an address of the server that is not so: `/export/models.csv?metrics=accuracy`, ID for an id. */
export function routeProblem(method: string | null, address: string): string[] {
  const [asked = ''] = address.split(/[?#]/);
  const answered = ROUTES.filter(({ path: pattern }) => fits(pattern, asked));
  if (answered.some((route) => method === null || route.method === 'all' || route.method === method.toLowerCase()))
    return [];
  if ((method ?? 'GET') === 'GET' && isPage(asked)) return [];
  return [`the server has no route ${[method ?? '', asked].join(' ').trim()}`];
}

function fits(pattern: string, asked: string): boolean {
  return new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+')}$`).test(asked);
}

/** A page of the dashboard, by its folder. */
function isPage(asked: string): boolean {
  return existsSync(path.join(root, 'apps/dashboard/src/app', asked, 'page.tsx'));
}
