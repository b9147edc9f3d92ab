import { CursorInvalid, DatabaseAway, DiskFull, diskFullOr } from '@passband/store';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DATABASE_AWAY, DISK_FULL, failedHere } from '../http/http-error.ts';
import { requestId } from '../http/request-ids.ts';
import { unstorableText } from './unstorable-text.ts';

/** Told about errors that are ours, with the id of the request, which the client was given. */
export type ErrorLog = (error: unknown, id: string) => void;

/** What a client hears of an error: all of what it did wrong, nothing of what went wrong in here but an id to look it up by. */
export function formattedError(formatted: GraphQLFormattedError, error: unknown, log: ErrorLog): GraphQLFormattedError {
  const cause = causeOf(error);
  if (cause instanceof CursorInvalid) return { ...formatted, message: cause.message, extensions: { code: 'INVALID' } };
  if (cause instanceof GraphQLError) {
    const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
    return { ...formatted, extensions };
  }
  const unstorable = unstorableText(cause);
  if (unstorable !== null) return { ...formatted, message: unstorable, extensions: { code: 'INVALID' } };
  const id = requestId();
  log(cause, id);
  if (diskFullOr(cause, 'the database') instanceof DiskFull)
    return { ...formatted, message: DISK_FULL, extensions: { code: 'DISK_FULL' } };
  const { locations, path } = formatted;
  const isAway = cause instanceof DatabaseAway;
  return {
    message: isAway ? DATABASE_AWAY : failedHere(id),
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: { code: isAway ? 'UNAVAILABLE' : 'INTERNAL_SERVER_ERROR', id },
  };
}

/** The error that a resolver threw, within the one that GraphQL made of it. */
function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error;
}
