import { openCanonical } from '@passband/datasets';
import { classDiversities } from '@passband/engine';

/**
 * `diversity.js FILE`: reads a dataset in its canonical form and prints one line of JSON, the diversity of each class.
 * A process of its own, since it takes all of a core for a while.
 */
const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('usage: diversity.js FILE\n');
  process.exitCode = 2;
} else {
  const images = await openCanonical(file);
  process.stdout.write(`${JSON.stringify(await classDiversities(images))}\n`);
  await images.close();
}
