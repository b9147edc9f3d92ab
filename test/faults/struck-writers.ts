import { analyticClassifier } from '../../apps/server/src/testing/analytic-classifier.ts';
import { done, uploaded } from './api.ts';
import { chance } from './chance.ts';
import { images, type Measured, network, type Writers } from './writers.ts';

/** The model and the dataset that all measurements are of. */
export async function registerMeasured(url: string): Promise<Measured> {
  const model = await done<{ model: { id: string; classCount: number } }>(
    ...([url, 'registerModel', { name: 'net', upload: await uploaded(url, 'net.onnx', network) }] as const),
    'model { id classCount }',
  );
  const dataset = await done<{ dataset: { id: string } }>(
    ...([url, 'registerDataset', { name: 'images', upload: await uploaded(url, 'images.npz', images) }] as const),
    'dataset { id }',
  );
  return { model: model.model.id, dataset: dataset.dataset.id, classifier: analyticClassifier(model.model.classCount) };
}

/**
 * Has clients write to a server, and strikes once: some time after their start, or around a request or an acknowledgement.
 * Returns when every client has noticed, or the server is over.
 */
export async function struckWhileWriting(
  url: string,
  writers: Writers,
  { strike, isOver = () => false }: { strike: () => void; isOver?: () => boolean },
): Promise<void> {
  const { ledger } = writers;
  let isStruck = false;
  const strikeNow = (): void => {
    if (isStruck) return;
    isStruck = true;
    strike();
  };
  const moment = (['sent', 'acknowledged', 'any'] as const)[Math.floor(3 * chance())];
  let left = 1 + Math.floor(40 * chance());
  let acknowledged = 0;
  let timer = setTimeout(strikeNow, 60_000);
  ledger.onWrite = (now) => {
    if (now === 'acknowledged') acknowledged += 1;
    // There must be something to lose.
    if (acknowledged < 2) return;
    if (now === 'acknowledged' && acknowledged === 2) {
      clearTimeout(timer);
      timer = setTimeout(strikeNow, 2_000 * chance());
    }
    if (now !== moment) return;
    left -= 1;
    if (left === 0) setTimeout(strikeNow, moment === 'sent' ? 20 * chance() : 0);
  };
  await writers.untilKilled(url, () => isStruck || isOver());
  clearTimeout(timer);
  ledger.onWrite = () => {};
}
