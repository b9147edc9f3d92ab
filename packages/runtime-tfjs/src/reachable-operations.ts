import type { Attribute, MetaGraph, Node } from './saved-model-schema.ts';

/** Names of the operations that are run to get the values of these nodes, those in functions that are called among them. */
export function reachableOperations({ graph }: MetaGraph, names: readonly string[]): Set<string> {
  const nodes = new Map((graph?.node ?? []).map((node) => [node.name, node]));
  const functions = new Map((graph?.library?.function ?? []).map(({ head, node }) => [head?.name ?? '', node]));
  const operations = new Set<string>();
  const called = new Set<string>();
  const seen = new Set<string>();

  function call(name: string): void {
    const body = functions.get(name);
    if (!body || called.has(name)) return;
    called.add(name);
    // Of a function every node is taken: some run for their effect, not their value.
    for (const node of body) visit(node);
  }
  function visit({ op, attr }: Node): void {
    if (functions.has(op)) call(op);
    else operations.add(op);
    for (const attribute of Object.values(attr)) for (const name of functionsOf(attribute)) call(name);
  }
  const left = names.map(nodeName);
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    const node = nodes.get(name);
    if (!node || seen.has(name)) continue;
    seen.add(name);
    visit(node);
    left.push(...node.input.map(nodeName));
  }
  return operations;
}

function functionsOf({ func, list }: Attribute): string[] {
  return [...(func ? [func.name] : []), ...(list?.func ?? []).map(({ name }) => name)];
}

/** A node's name out of a reference to one of its outputs, `^name` or `name:0`. */
function nodeName(reference: string): string {
  return reference.replace(/^\^/, '').replace(/:\d+$/, '');
}
