import { initGraphQLTada } from 'gql.tada';
import type { introspection } from '../graphql/introspection.d.ts';

/** A document, typed and checked against the schema. Ids and scalars are strings; enum values print as they come. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: { DateTime: string; Float32Base64: string; Sha256: string };
}>();

export type { ResultOf } from 'gql.tada';
