import type { ApolloServerPlugin } from '@apollo/server';
import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

import { LARGEST_PAGE } from './connection.ts';

/** Tokens of a document: more are refused before it is parsed. */
export const MAX_TOKENS = 5_000;
const MAX_DEPTH = 15;
const MAX_COST = 100_000;
const MAX_ALIASES = 100;
const MAX_DIRECTIVES = 50;
const DEFAULT_PAGE = 50;

/** Fields that read many stored rows; others cost 1. */
const COSTS: Readonly<Record<string, number>> = {
  modelPoints: 500,
  correlation: 500,
  interventions: 500,
  comparisons: 500,
  measurementCost: 200,
  groups: 50,
  rounds: 50,
  spectra: 50,
  epochs: 20,
  highFrequencyFraction: 20,
  consistentDistance: 20,
  excludedPaths: 20,
  facets: 50,
};

/** Fields that give a page, by `first`. */
const PAGES: ReadonlySet<string> = new Set(['models', 'measurements', 'images', 'paths']);

/** Fields that give many rows at once, and how often what is within them counts. */
const ROWS: Readonly<Record<string, number>> = { modelPoints: 10, points: 500, rows: 50, comparisons: 20 };

interface Measures {
  depth: number;
  cost: number;
  aliases: number;
  directives: number;
}

/** Refuses documents that are too deep or would cost too much, before anything runs. */
export function limitsRule(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      const fragments = fragmentsOf(document);
      for (const definition of document.definitions) {
        if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
        for (const message of problemsOf(definition, fragments))
          context.reportError(new GraphQLError(message, { nodes: definition }));
      }
    },
  };
}

/** Every answer says what its document costs, in `extensions.cost`, so that a client sees a limit come. */
export const costInAnswers: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async willSendResponse({ document, operation, response }) {
        if (!document || !operation || response.body.kind !== 'single') return;
        const { cost } = measure(operation.selectionSet, fragmentsOf(document), new Map(), new Set());
        const { singleResult } = response.body;
        singleResult.extensions = { ...singleResult.extensions, cost: { cost, most: MAX_COST } };
      },
    };
  },
};

function problemsOf(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): string[] {
  const { depth, cost, aliases, directives } = measure(operation.selectionSet, fragments, new Map(), new Set());
  const over = (value: number, most: number, what: string): string[] =>
    value > most ? [`${what} must be at most ${most}; got ${value}`] : [];
  return [
    ...over(depth, MAX_DEPTH, "a document's depth"),
    ...over(cost, MAX_COST, "a document's cost (fields, times the sizes of pages around them)"),
    ...over(aliases, MAX_ALIASES, 'aliases'),
    ...over(directives, MAX_DIRECTIVES, 'directives'),
  ];
}

/** Each fragment is measured once; one that holds itself is another rule's to refuse. */
function measure(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, Measures>,
  open: Set<string>,
): Measures {
  const total: Measures = { depth: 0, cost: 0, aliases: 0, directives: 0 };
  const add = ({ depth, cost, aliases, directives }: Measures, deeper: number, times: number): void => {
    total.depth = Math.max(total.depth, depth + deeper);
    total.cost += cost * times;
    total.aliases += aliases;
    total.directives += directives;
  };
  for (const selection of selections) {
    total.directives += selection.directives?.length ?? 0;
    if (selection.kind === Kind.FIELD) {
      total.cost += COSTS[selection.name.value] ?? 1;
      total.aliases += selection.alias ? 1 : 0;
      total.depth = Math.max(total.depth, 1);
      // The standard introspection is deep and bounded by the number of tokens.
      const isIntrospection = selection.name.value.startsWith('__');
      if (selection.selectionSet)
        add(
          measure(selection.selectionSet, fragments, known, open),
          isIntrospection ? -Infinity : 1,
          rowsOf(selection),
        );
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      add(measure(selection.selectionSet, fragments, known, open), 0, 1);
    } else {
      const name = selection.name.value;
      const fragment = fragments.get(name);
      if (!fragment || open.has(name)) continue;
      let own = known.get(name);
      if (!own) {
        own = measure(fragment.selectionSet, fragments, known, new Set(open).add(name));
        known.set(name, own);
      }
      add(own, 0, 1);
    }
  }
  return total;
}

/** How often what is within a field is there. By its name: what is selected may be in a fragment. */
function rowsOf(field: FieldNode): number {
  const first = field.arguments?.find((argument) => argument.name.value === 'first');
  if (first?.value.kind === Kind.INT) return Math.min(LARGEST_PAGE, Math.max(1, Number(first.value.value)));
  if (first) return LARGEST_PAGE;
  return ROWS[field.name.value] ?? (PAGES.has(field.name.value) ? DEFAULT_PAGE : 1);
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}
