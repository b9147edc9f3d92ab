import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import type { Tracing } from '@passband/tracing';
import { json, type Request, type RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import type { Context } from '../graphql/context.ts';
import { formattedError } from '../graphql/format-error.ts';
import { costInAnswers, limitsRule, MAX_TOKENS } from '../graphql/limits.ts';
import { makeSchema } from '../graphql/schema.ts';
import { graphqlOperations } from '../observation/graphql-operations.ts';
import { eventStream } from './event-stream.ts';
import type { Prometheus } from './prometheus.ts';

interface GraphqlOptions {
  contextOf(request: Request, over?: AbortSignal): Context;
  monitored: Prometheus;
  tracing: Tracing;
  log: Logger;
  /** Ends all streams. */
  closed: AbortSignal;
  pingMs?: number;
}

const neverKept: RequestHandler = (_request, response, next) => {
  response.set('cache-control', 'no-store');
  next();
};

/** `/graphql` for queries and mutations, `/graphql/stream` for subscriptions; `stop` ends what runs of the first. */
export async function graphqlRoutes(options: GraphqlOptions): Promise<{ routes: Router; stop(): Promise<void> }> {
  const { contextOf, monitored, tracing, log, closed, pingMs } = options;
  const schema = makeSchema();
  const failed = (cause: unknown, requestId: string): void => log.error({ err: cause, requestId }, 'a resolver failed');
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    validationRules: [limitsRule],
    parseOptions: { maxTokens: MAX_TOKENS },
    formatError: (formatted, error) => formattedError(formatted, error, failed),
    stopOnTerminationSignals: false,
    persistedQueries: false,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // It would be told of every field; no answer may be kept, and the route says so.
      ApolloServerPluginCacheControlDisabled(),
      costInAnswers,
      graphqlOperations(tracing, monitored.counts),
    ],
  });
  await apollo.start();
  const stream = eventStream({
    ...{ schema, contextOf, closed },
    format: (error) => formattedError(error.toJSON(), error, failed),
    ...(pingMs && { pingMs }),
  });
  const body = json({ limit: '1mb' });
  const routes = Router();
  routes.all('/graphql/stream', monitored.countStream, body, stream);
  routes.all('/graphql', neverKept, body, expressMiddleware(apollo, { context: async ({ req }) => contextOf(req) }));
  return { routes, stop: () => apollo.stop() };
}
