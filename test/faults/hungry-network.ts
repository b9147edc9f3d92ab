import { writeFile } from 'node:fs/promises';
import { NetworkGraph } from '../bench/network-graph.ts';

const IMAGE: [number, number, number] = [1, 28, 28];
const CLASSES = 10;

/** An ONNX file whose network makes a tensor of so many float32 zeros, rows × columns, each time it is evaluated. */
export async function writeHungryNetwork(file: string, [rows, columns]: [number, number]): Promise<void> {
  const graph = new NetworkGraph();
  const logits = graph.linear(graph.node('Flatten', ['images']), IMAGE[1] * IMAGE[2], CLASSES);
  // Of the batch's own shape, so that no runtime makes it when it reads the file.
  const shape = graph.node('Shape', [logits]);
  const ones = graph.node('Div', [shape, shape]);
  const zeros = graph.node('ConstantOfShape', [graph.node('Mul', [ones, graph.integers([rows, columns])])]);
  const output = graph.node('Add', [logits, graph.node('ReduceSum', [zeros])]);
  await writeFile(file, graph.bytes(IMAGE, output, CLASSES));
}
