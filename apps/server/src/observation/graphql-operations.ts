import type { ApolloServerPlugin } from '@apollo/server';
import type { Tracing } from '@passband/tracing';
import { Kind, type OperationDefinitionNode } from 'graphql';
import type { ServerCounts } from './server-counts.ts';

/** Each GraphQL operation is counted by its root field, which the schema bounds, and is a span by its own name. */
export function graphqlOperations(tracing: Tracing, { operationSeconds }: ServerCounts): ApolloServerPlugin {
  return {
    async requestDidStart() {
      const startedMs = performance.now();
      return {
        async executionDidStart({ operation, operationName }) {
          const type = operation.operation;
          const field = rootFieldOf(operation);
          const span = tracing.begin({
            name: `${type} ${operationName ?? field}`,
            attributes: { 'graphql.operation.type': type, 'graphql.operation.name': operationName ?? '' },
          });
          const giveBack = span.takeOver();
          return {
            async executionDidEnd(error) {
              if (error) span.fail(error.message);
              span.end();
              giveBack();
            },
          };
        },
        async willSendResponse({ operation, response }) {
          if (!operation || response.body.kind !== 'single') return;
          const { data, errors } = response.body.singleResult;
          // What is refused before it runs has no field that is known to be one.
          const field = data === undefined ? 'refused' : rootFieldOf(operation);
          const outcome = errors ? 'error' : 'ok';
          operationSeconds.observe(
            { type: operation.operation, field, outcome },
            (performance.now() - startedMs) / 1000,
          );
        },
      };
    },
  };
}

function rootFieldOf({ selectionSet: { selections } }: OperationDefinitionNode): string {
  const [only] = selections;
  return selections.length === 1 && only?.kind === Kind.FIELD ? only.name.value : 'several';
}
