import { EngineError } from '@passband/engine';
import { DatabaseAway, DiskFull, diskFullOr, ResultRefused, UploadRefused } from '@passband/store';
import type { ErrorRequestHandler } from 'express';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { requestId } from './request-ids.ts';

/** An answer other than success, told to the client as it is. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Where it is full stands in the log. */
export const DISK_FULL = "there must be room on the server's disk; it is full";

/** What is ours to mend, by the id that the log has it by. */
export const DATABASE_AWAY = 'the database does not answer now: try again soon';
export const failedHere = (id: string): string =>
  `this failed on the server, not by your request; its log has it as ${id}`;

const UPLOAD_STATUS = { unknown: 404, expired: 410, size: 400, sha256: 400, received: 409 } as const;

/** The last handler: every error becomes {"error": "..."}; what is ours is logged, and only its id told. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  // Express knows it by its four parameters.
  return (error: unknown, request, response, _next) => {
    // Who sent a body went away in the middle of it.
    if (response.destroyed && isCutOff(error)) return;
    const { status, message } = told(error, (id) =>
      log.error({ err: error, requestId: id, path: request.path }, 'request failed'),
    );
    // Part of an answer is no answer.
    if (response.headersSent || response.destroyed) return void response.destroy();
    // What is left of a refused body is not read on.
    if (!request.readableEnded) response.set('connection', 'close');
    response.status(status).json({ error: message });
  };
}

function told(error: unknown, logged: (id: string) => void): { status: number; message: string } {
  if (error instanceof HttpError) return { status: error.status, message: error.message };
  // What the API would tell, of a route that takes the same arguments.
  if (error instanceof GraphQLError)
    return { status: error.extensions.code === 'NOT_FOUND' ? 404 : 400, message: error.message };
  if (error instanceof UploadRefused) return { status: UPLOAD_STATUS[error.reason], message: error.message };
  if (error instanceof ResultRefused || error instanceof EngineError) return { status: 400, message: error.message };
  if (error instanceof DatabaseAway) {
    logged(requestId());
    return { status: 503, message: DATABASE_AWAY };
  }
  const full = diskFullOr(error, 'the database');
  const id = requestId();
  if (full instanceof DiskFull) {
    logged(id);
    return { status: 507, message: DISK_FULL };
  }
  const status = clientStatus(error);
  if (status !== null)
    return { status, message: error instanceof Error ? error.message : 'the request can not be read' };
  logged(id);
  return { status: 500, message: failedHere(id) };
}

const isCutOff = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ECONNRESET';

/** Of errors that Express itself throws: an address it can't decode, a body that is not JSON, too large, cut off. */
function clientStatus(error: unknown): number | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  const isTold = 'expose' in error ? error.expose === true : error instanceof URIError;
  return isTold ? error.status : null;
}
