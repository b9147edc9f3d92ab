import { tfjsTrainers } from '@passband/runtime-tfjs';
import { demoImages } from './demo-images.ts';
import { trainEpochs } from './train.ts';

/** What a training on a runtime came to. */
export interface TrainingReport {
  device: string;
  /** Mean loss of each of two epochs. */
  losses: number[];
  /** Whether another network went on from the checkpoint in the middle to the same end, to the last bit. */
  goesOn: boolean;
}

/**
 * `program.ts RUNTIME ARCHITECTURE IMAGES` trains a small while and prints a report as JSON on one line. A process of its own:
 * WebGPU drivers are found by the environment that a process starts with.
 */
const [runtime = '', architecture = '', count = ''] = process.argv.slice(2);
const images = await demoImages(Number(count));
const trainer = await tfjsTrainers.open(runtime);
const { imageShape, classCount } = images;
const options = { architecture, imageShape, classCount, seed: 1, weightDecay: 1e-3 };
const [whole, resumed] = [await trainer.start(options), await trainer.start({ ...options, seed: 2 })];
const [first] = await trainEpochs(whole, images, 1);
await resumed.restore(await whole.checkpoint());
const [second] = await trainEpochs(whole, images, 1);
await trainEpochs(resumed, images, 1);
const goesOn = Buffer.compare(await whole.checkpoint(), await resumed.checkpoint()) === 0;
process.stdout.write(
  `${JSON.stringify({ device: trainer.device, losses: [first ?? 0, second ?? 0], goesOn } satisfies TrainingReport)}\n`,
);
process.exit(0);
