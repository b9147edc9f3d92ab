export * from './classifier.ts';
export * from './errors.ts';
export * from './evaluation.ts';
export * from './images.ts';
export * from './path-spectrum.ts';
export * from './shard.ts';
