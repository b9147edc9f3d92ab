import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dashboardProxy } from './dashboard-proxy.ts';

async function listening(
  handler: Parameters<typeof createServer>[1],
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(handler!);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

const behind = (dashboardUrl: string | null) => listening(express().use(dashboardProxy(dashboardUrl)));

describe('pages', () => {
  let dashboard: Awaited<ReturnType<typeof listening>>;
  beforeAll(async () => {
    dashboard = await listening((request, response) => {
      if (request.url === '/breaks') return void request.socket.destroy();
      response.writeHead(request.url === '/none' ? 404 : 200, {
        'content-type': 'text/plain',
        'set-cookie': 'theme=dark',
      });
      response.write(`${request.method} ${request.url} `);
      response.end(request.headers['x-forwarded-for']);
    });
  });
  afterAll(() => dashboard.close());

  it('come from the dashboard, with method, path, query, status and headers', async () => {
    const server = await behind(dashboard.url);
    const page = await fetch(`${server.url}/models/x?sort=name`);
    expect(page.headers.get('set-cookie')).toBe('theme=dark');
    expect(await page.text()).toMatch(/^GET \/models\/x\?sort=name .*127\.0\.0\.1/);
    expect((await fetch(`${server.url}/none`)).status).toBe(404);
    await server.close();
  });

  it('are a sentence and 502 where the dashboard is not up, or breaks off', async () => {
    for (const url of ['http://127.0.0.1:1', dashboard.url]) {
      const server = await behind(url);
      const page = await fetch(`${server.url}/breaks`);
      expect(page.status).toBe(502);
      expect(await page.text()).toContain('The dashboard is not up yet');
      await server.close();
    }
  });

  it('are 404 where no dashboard was started', async () => {
    const server = await behind(null);
    const page = await fetch(`${server.url}/models`);
    expect(page.status).toBe(404);
    expect(await page.json()).toEqual({
      error: 'there is nothing at /models, and no dashboard was started with this server',
    });
    await server.close();
  });
});
