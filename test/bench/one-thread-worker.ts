import { once } from 'node:events';
import { measureRounds, openDemo } from './demo-measurement.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

/**
 * A process that evaluates rounds of the demo: sends null once it is warm, then for each first round and number of rounds
 * that it is sent the number of images that it evaluated. Ends when its parent hangs up.
 */
await inTemporaryFolder(async (workFolder) => {
  const demo = await openDemo(workFolder);
  await measureRounds(demo, 0, 5);
  let busy = Promise.resolve();
  process.on('message', ([firstRound, roundCount]: [number, number]) => {
    busy = busy.then(async () => {
      const paths = await measureRounds(demo, firstRound, roundCount);
      process.send?.(paths.reduce((sum, { samples }) => sum + samples, 0));
    });
  });
  process.send?.(null);
  await once(process, 'disconnect');
  await busy;
  await demo.close();
});
