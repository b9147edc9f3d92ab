import type { RuntimeAdapter } from '@passband/engine';
import { onnxRuntimes } from '@passband/runtime-onnx';
import { tfjsRuntimes } from '@passband/runtime-tfjs';

/** Where networks are evaluated here. */
export const ADAPTERS: readonly RuntimeAdapter[] = [tfjsRuntimes, onnxRuntimes];
