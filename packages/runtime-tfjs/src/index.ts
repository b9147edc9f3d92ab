export { tfjsRuntimes } from './runtimes.ts';
export { tfjsTrainers } from './training/trainers.ts';
