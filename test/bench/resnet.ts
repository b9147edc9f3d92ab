import { NetworkGraph } from './network-graph.ts';

/** Channels of ResNet-18's four stages, two blocks each; the first block of all but the first halves the image. */
const STAGES = [64, 128, 256, 512];
const IMAGE = [3, 224, 224];
const CLASSES = 1000;

/**
 * ResNet-18 (He and others, 2015) for 224 x 224 x 3 and 1,000 classes as ONNX, batch norms folded, with seeded random
 * weights: as fast as a trained one. A block's second convolution has a small gain, so that values stay near 1.
 */
export function resnet18(): Uint8Array {
  const graph = new NetworkGraph();
  const stem = graph.node('Relu', [graph.convolution('images', { inputs: 3, outputs: 64, size: 7, stride: 2 })]);
  let x = graph.maxPool(stem);
  let inputs = 64;
  for (const [stage, outputs] of STAGES.entries()) {
    x = block(graph, x, inputs, outputs, stage === 0 ? 1 : 2);
    x = block(graph, x, outputs, outputs, 1);
    inputs = outputs;
  }
  const pooled = graph.node('Flatten', [graph.node('GlobalAveragePool', [x])]);
  return graph.bytes(IMAGE, graph.linear(pooled, inputs, CLASSES), CLASSES);
}

/** Two 3 x 3 convolutions and a shortcut, of 1 x 1 where the shape changes. */
function block(graph: NetworkGraph, x: string, inputs: number, outputs: number, stride: number): string {
  const first = graph.node('Relu', [graph.convolution(x, { inputs, outputs, size: 3, stride })]);
  const second = graph.convolution(first, { inputs: outputs, outputs, size: 3, stride: 1 }, 0.1);
  const same = stride === 1 && inputs === outputs;
  const shortcut = same ? x : graph.convolution(x, { inputs, outputs, size: 1, stride }, 1);
  return graph.node('Relu', [graph.node('Add', [second, shortcut])]);
}
