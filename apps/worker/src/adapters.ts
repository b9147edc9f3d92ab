import type { RuntimeAdapter, TrainerAdapter } from '@passband/engine';
import { onnxRuntimes } from '@passband/runtime-onnx';
import { tfjsRuntimes, tfjsTrainers } from '@passband/runtime-tfjs';

/** Where networks are evaluated here. */
export const ADAPTERS: readonly RuntimeAdapter[] = [tfjsRuntimes, onnxRuntimes];

/** Where networks are trained here. */
export const TRAINERS: TrainerAdapter = tfjsTrainers;
