import { readFile } from 'node:fs/promises';
import { EngineError, type NamedShape } from '@passband/engine';
import onnxProto from 'onnx-proto';
import { checkExternalData } from './external-data.ts';
import { nodesOf, tensorsOf } from './graph-contents.ts';
import { bytesOf, checkTensor, elementCount, isExternal } from './tensor-size.ts';

type Model = InstanceType<typeof onnxProto.onnx.ModelProto>;
type GraphProto = InstanceType<typeof onnxProto.onnx.GraphProto>;
type ValueInfo = GraphProto['input'][number];

/** An input or output of a network as its file declares it. */
export interface DeclaredTensor extends NamedShape {
  elementType: number;
}

/** What is read of an ONNX file: everything but the weights themselves. */
export interface ModelFile {
  inputs: DeclaredTensor[];
  outputs: DeclaredTensor[];
  /** Elements of all floating point initialisers. */
  parameterCount: number;
  /** Files beside it that hold weights. */
  weightFiles: string[];
}

const { DataType } = onnxProto.onnx.TensorProto;
export const FLOAT32: number = DataType.FLOAT;
/** As ONNX calls it: float16, uint8. */
export function typeName({ elementType }: DeclaredTensor): string {
  return DataType[elementType]?.toLowerCase() ?? `of the unknown ONNX type ${elementType}`;
}
/** Of ONNX's standard, and onnxruntime's own. */
const KNOWN_DOMAINS: ReadonlySet<string> = new Set([
  ...['', 'ai.onnx', 'ai.onnx.ml', 'com.microsoft', 'com.microsoft.nchwc', 'com.ms.internal.nhwc'],
]);
/** ONNX has sizes of 64 bits, no image has. */
const LARGEST_SIZE = 2 ** 31 - 1;
const FLOATING: readonly number[] = [DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.BFLOAT16];

/**
 * Reads an ONNX file's graph without running anything.
 * Throws EngineError where the file is not ONNX, is cut off, keeps weights in files of other folders, or needs operators that
 * are neither ONNX's nor its own.
 */
export async function readModelFile(file: string): Promise<ModelFile> {
  const model = decode(await readBytes(file), file);
  checkOperators(model, file);
  const weightFiles = new Set<string>();
  for (const tensor of tensorsOf(model)) {
    checkTensor(tensor, file);
    if (isExternal(tensor))
      weightFiles.add(await checkExternalData(file, tensor.name ?? '', tensor.externalData ?? [], bytesOf(tensor)));
  }
  const graph = onnxProto.onnx.GraphProto.create(model.graph ?? {});
  const initialisers = new Set(graph.initializer.map((tensor) => tensor.name));
  return {
    inputs: graph.input.filter((value) => !initialisers.has(value.name ?? '')).map(declared),
    outputs: graph.output.map(declared),
    parameterCount: graph.initializer
      .filter((tensor) => FLOATING.includes(tensor.dataType ?? 0))
      .reduce((sum, tensor) => sum + elementCount(tensor), 0),
    weightFiles: [...weightFiles],
  };
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new EngineError(`the model must be a readable file; ${file}: ${reasonOf(error)}`);
  }
}

function decode(bytes: Uint8Array, file: string): Model {
  let model: Model;
  try {
    model = onnxProto.onnx.ModelProto.decode(bytes);
  } catch {
    throw new EngineError(`the model must be a whole ONNX file; ${file} is not one, or is cut off`);
  }
  const { graph } = model;
  if (!graph || !('node' in graph) || graph.output === undefined || graph.output?.length === 0)
    throw new EngineError(`the model must be a whole ONNX file; ${file} holds no network`);
  if (!model.opsetImport.length)
    throw new EngineError(`the model must be a whole ONNX file; ${file} is cut off: it names no operator set`);
  return model;
}

/** An operator of somebody else's domain would need somebody else's library. */
function checkOperators(model: Model, file: string): void {
  const own = new Set((model.functions ?? []).map(({ domain }) => domain ?? ''));
  for (const { opType, domain } of nodesOf(model))
    if (!KNOWN_DOMAINS.has(domain ?? '') && !own.has(domain ?? ''))
      throw new EngineError(
        `the network's operators must be ONNX's own; ${opType} in ${file} is of the domain ${domain}`,
      );
}

function declared(value: ValueInfo): DeclaredTensor {
  const tensor = value.type?.tensorType;
  const dims = tensor?.shape?.dim?.map((dim) => {
    const size = Number(dim.dimValue ?? 0);
    const isSaid = Object.hasOwn(dim, 'dimValue');
    if (isSaid && size <= 0)
      throw new EngineError(`sizes of the network's images and classes must be above 0; ${value.name} has ${size}`);
    if (isSaid && size > LARGEST_SIZE)
      throw new EngineError(
        `sizes of the network's images and classes must be at most ${LARGEST_SIZE}; ${value.name} has ${size}`,
      );
    return isSaid ? size : null;
  });
  return { name: value.name ?? '', elementType: tensor?.elemType ?? 0, dims: dims ?? null };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'no such file';
  if ('code' in error && error.code === 'EISDIR') return 'is a folder';
  if ('code' in error && error.code === 'EACCES') return 'permission denied';
  return error.message;
}
