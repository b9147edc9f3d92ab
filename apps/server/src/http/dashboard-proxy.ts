import type { ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { createProxyServer } from 'http-proxy-3';

const DOWN = `<!doctype html><html lang="en"><title>Passband</title><meta http-equiv="refresh" content="3">
<p style="font: 16px system-ui; margin: 3rem">The dashboard is not up yet. This page looks again every three seconds.</p></html>`;

/** Every path that is not the server's own is a page, a script or a font: the dashboard's process has it. */
export function dashboardProxy(dashboardUrl: string | null): RequestHandler {
  if (dashboardUrl === null)
    return (request, response) => {
      response
        .status(404)
        .json({ error: `there is nothing at ${request.path}, and no dashboard was started with this server` });
    };
  const proxy = createProxyServer({ target: dashboardUrl, xfwd: true });
  const down = (response: ServerResponse): void => {
    if (response.headersSent) return void response.destroy();
    response.writeHead(502, { 'content-type': 'text/html; charset=utf-8', 'retry-after': '3' }).end(DOWN);
  };
  return (request, response) => {
    proxy.web(request, response, {}, () => down(response));
  };
}
