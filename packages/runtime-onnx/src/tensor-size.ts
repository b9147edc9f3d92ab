import { EngineError } from '@passband/engine';
import onnxProto from 'onnx-proto';

type Tensor = onnxProto.onnx.ITensorProto;

const { DataType, DataLocation } = onnxProto.onnx.TensorProto;

/** Of the types whose width is known here: bytes of an element, and the field that holds elements that are not raw bytes. */
const TYPES: Readonly<
  Record<number, { bytes: number; typed: 'floatData' | 'doubleData' | 'int32Data' | 'int64Data' }>
> = {
  [DataType.FLOAT]: { bytes: 4, typed: 'floatData' },
  [DataType.DOUBLE]: { bytes: 8, typed: 'doubleData' },
  [DataType.FLOAT16]: { bytes: 2, typed: 'int32Data' },
  [DataType.BFLOAT16]: { bytes: 2, typed: 'int32Data' },
  [DataType.INT64]: { bytes: 8, typed: 'int64Data' },
  [DataType.INT32]: { bytes: 4, typed: 'int32Data' },
};

/**
 * Throws EngineError where a tensor's sizes cannot be, or what it holds is not as many values as they say. Values in a file
 * beside it are checked with that file, and those of types whose width is not known here are not.
 */
export function checkTensor(tensor: Tensor, file: string): void {
  checkSizes(tensor, file);
  if (!isExternal(tensor)) checkValues(tensor, file);
}

/** Sizes beyond 2^53 would be rounded, and a product of them would say something else than the file. */
function checkSizes(tensor: Tensor, file: string): void {
  const dims = tensor.dims ?? [];
  const negative = dims.find((dim) => Number(dim) < 0);
  if (negative !== undefined)
    throw new EngineError(`sizes of a tensor must not be negative; ${tensor.name} in ${file} has ${negative}`);
  const elements = elementCount(tensor);
  if (dims.every((dim) => Number.isSafeInteger(Number(dim))) && Number.isSafeInteger(elements * 8)) return;
  throw new EngineError(
    `a tensor must have fewer than 2^50 values; ${tensor.name} in ${file} has ${dims.map(String).join(' x ')}`,
  );
}

function checkValues(tensor: Tensor, file: string): void {
  const type = TYPES[tensor.dataType ?? 0];
  if (type === undefined) return;
  const elements = elementCount(tensor);
  const rawBytes = tensor.rawData?.length ?? 0;
  const typed = tensor[type.typed]?.length ?? 0;
  if (rawBytes > 0 && rawBytes !== type.bytes * elements)
    throw new EngineError(
      `a tensor's bytes must fit its shape; ${tensor.name} in ${file} has ${rawBytes}, not ${type.bytes * elements}`,
    );
  if (rawBytes === 0 && typed !== elements)
    throw new EngineError(
      `a tensor's values must fit its shape; ${tensor.name} in ${file} has ${typed}, not ${elements}`,
    );
}

/** Whether a tensor's values are in a file beside the network's. */
export function isExternal({ dataLocation, externalData }: Tensor): boolean {
  return dataLocation === DataLocation.EXTERNAL || Boolean(externalData?.length);
}

/** Bytes that a tensor's shape takes; null where its type has no width of its own here. */
export function bytesOf(tensor: Tensor): number | null {
  const type = TYPES[tensor.dataType ?? 0];
  return type === undefined ? null : type.bytes * elementCount(tensor);
}

export function elementCount(tensor: Tensor): number {
  return (tensor.dims ?? []).reduce<number>((product, dim) => product * Number(dim), 1);
}
