import type { RuntimeAdapter } from '@passband/engine';
import { onnxRuntimes } from '@passband/runtime-onnx';

/** Where networks are evaluated here. */
export const ADAPTERS: readonly RuntimeAdapter[] = [onnxRuntimes];
