// `provider-probe PROVIDER`: evaluates a tiny network on an execution provider and prints one line of JSON: what libraries
// were loaded for it, or the reason why it cannot. A process of its own: drivers crash and hang.
import onnxProto from 'onnx-proto';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const { ModelProto, TensorProto } = onnxProto.onnx;
const [, , provider = ''] = process.argv;

const value = (name) => ({
  name,
  type: { tensorType: { elemType: TensorProto.DataType.FLOAT, shape: { dim: [{ dimValue: 4 }] } } },
});

function twice() {
  const node = { opType: 'Add', input: ['x', 'x'], output: ['y'] };
  const graph = { name: 'twice', node: [node], input: [value('x')], output: [value('y')] };
  return ModelProto.encode({ irVersion: 8, opsetImport: [{ domain: '', version: 13 }], graph }).finish();
}

async function probe() {
  const session = await InferenceSession.create(twice(), { executionProviders: [provider], logSeverityLevel: 4 });
  const { y } = await session.run({ x: new Tensor('float32', Float32Array.of(1, 2, 3, 4), [4]) });
  if (`${y?.data}` !== '2,4,6,8') throw new Error(`twice 1, 2, 3, 4 is ${y?.data} there`);
  return { libraries: process.report.getReport().sharedObjects };
}

const answer = await probe().catch((error) => ({ reason: String(error.message).trim().split('\n', 1)[0] }));
process.stdout.write(`${JSON.stringify(answer)}\n`);
