import express, { Router } from 'express';
import { z } from 'zod';
import type { AccessTokens } from './access-tokens.ts';
import { HttpError } from './http-error.ts';
import { type Sessions, sameSecret } from './sessions.ts';

const body = z.object({ token: z.string() });

/** `POST /session` changes a token for a cookie, so that images, downloads and streams work in a browser. */
export function sessionRoutes(token: string | null, sessions: Sessions | null, tokens: AccessTokens): Router {
  const router = Router();
  router.post('/session', express.json({ limit: '10kb' }), async (request, response) => {
    if (token === null || sessions === null) return void response.status(204).end();
    const given = body.safeParse(request.body);
    if (!given.success) throw new HttpError(400, 'the body must be {"token": "…"}');
    const isFirst = sameSecret(given.data.token, token);
    const holder = isFirst ? null : await tokens.holder(given.data.token);
    if (!isFirst && holder === null) throw new HttpError(401, 'this token is not known here');
    if (holder?.role === 'WORKER') throw new HttpError(403, 'a worker token opens no session');
    response.set('set-cookie', await sessions.open(holder?.id ?? null));
    response.status(204).end();
  });
  router.delete('/session', async (request, response) => {
    if (sessions !== null) response.set('set-cookie', await sessions.close(request.headers.cookie));
    response.status(204).end();
  });
  return router;
}
