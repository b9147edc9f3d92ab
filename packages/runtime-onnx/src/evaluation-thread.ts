import { parentPort, workerData } from 'node:worker_threads';
import { type Classifier, EngineError } from '@passband/engine';
import { openSession } from './onnx-classifier.ts';
import type { FromThread, ToThread } from './thread-messages.ts';

/** The program of a thread that evaluates: one session, one batch after another. */
const port = parentPort;
if (!port) throw new Error('evaluation-thread must be started as a thread');

function send(message: FromThread, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

function sendError(id: number | null, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  send({ kind: 'error', id, message, refusal: error instanceof EngineError });
}

async function evaluate(classifier: Classifier, message: ToThread & { kind: 'evaluate' }): Promise<void> {
  const { id, images, count, values: asked } = message;
  try {
    // Native libraries take no shared memory; the copy is read from the cache right after.
    const own = images.buffer instanceof SharedArrayBuffer ? images.slice() : images;
    const values = await classifier.evaluate(own, count, asked);
    const { buffer } = values;
    send({ kind: 'values', id, values }, buffer instanceof ArrayBuffer ? [buffer] : []);
  } catch (error) {
    sendError(id, error);
  }
}

async function close(classifier: Classifier): Promise<void> {
  await classifier.close();
  port?.close();
}

try {
  const classifier = await openSession(workerData);
  let last = Promise.resolve();
  port.on('message', (message: ToThread) => {
    last = last.then(() => (message.kind === 'evaluate' ? evaluate(classifier, message) : close(classifier)));
  });
  send({ kind: 'open', classCount: classifier.classCount, output: classifier.output });
} catch (error) {
  sendError(null, error);
}
