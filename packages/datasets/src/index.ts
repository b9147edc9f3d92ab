export { type CanonicalFacts, openCanonical, writeCanonical } from './canonical.ts';
export type { ReadOptions } from './canonical-writer.ts';
export type { Dataset } from './dataset.ts';
export { DatasetError } from './errors.ts';
export { type OpenOptions, openDataset } from './open-dataset.ts';
export type { Preparation, PreparationOptions, Split } from './preparation.ts';
