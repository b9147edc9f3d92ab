export * from './errors.ts';
export { openStore, type StoreOptions } from './open-store.ts';
export type * from './requests.ts';
export type * from './rows.ts';
export type * from './store.ts';
