import { bundle } from '@passband/config/bundle.mjs';

await bundle(['src/main.ts', 'src/launch.ts', 'src/backup.ts']);
