export * from './errors.ts';
export { openStore, type StoreOptions } from './open-store.ts';
export type * from './types.ts';
