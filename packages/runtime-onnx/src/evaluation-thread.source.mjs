// The program of a thread where the source runs: threads know no TypeScript by themselves.
import { register } from 'tsx/esm/api';

register();
await import('./evaluation-thread.ts');
