import type onnxProto from 'onnx-proto';

type Model = onnxProto.onnx.IModelProto;
type Graph = onnxProto.onnx.IGraphProto;
type Node = onnxProto.onnx.INodeProto;
type Tensor = onnxProto.onnx.ITensorProto;

/** Every node of a model: of its graph, of the graphs that nodes hold (If, Loop, Scan), and of its own functions. */
export function* nodesOf(model: Model): Generator<Node> {
  yield* within(model.graph?.node ?? []);
  for (const { node } of model.functions ?? []) yield* within(node ?? []);
}

function* within(nodes: readonly Node[]): Generator<Node> {
  for (const node of nodes) {
    yield node;
    for (const graph of graphsIn(node)) yield* within(graph.node ?? []);
  }
}

/** Every tensor whose values a model holds or points to: initialisers of all its graphs, and attributes of its nodes. */
export function* tensorsOf(model: Model): Generator<Tensor> {
  yield* initialisersOf(model.graph ?? {});
  for (const node of nodesOf(model)) {
    for (const graph of graphsIn(node)) yield* initialisersOf(graph);
    for (const { t, tensors, sparseTensor, sparseTensors } of node.attribute ?? []) {
      if (t) yield t;
      yield* tensors ?? [];
      for (const sparse of [sparseTensor, ...(sparseTensors ?? [])]) yield* partsOf(sparse);
    }
  }
}

function* initialisersOf({ initializer, sparseInitializer }: Graph): Generator<Tensor> {
  yield* initializer ?? [];
  for (const sparse of sparseInitializer ?? []) yield* partsOf(sparse);
}

function* partsOf(sparse: onnxProto.onnx.ISparseTensorProto | null | undefined): Generator<Tensor> {
  if (sparse?.values) yield sparse.values;
  if (sparse?.indices) yield sparse.indices;
}

function graphsIn({ attribute }: Node): Graph[] {
  return (attribute ?? []).flatMap(({ g, graphs }) => [...(g ? [g] : []), ...(graphs ?? [])]);
}
