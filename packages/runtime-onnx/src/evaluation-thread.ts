import { parentPort, workerData } from 'node:worker_threads';
import { type Classifier, EngineError } from '@passband/engine';
import { openSession } from './onnx-classifier.ts';
import type { FromThread, Question, ToThread } from './thread-messages.ts';

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

function valuesOf(classifier: Classifier, question: Question): Promise<Float64Array> {
  if (question.kind === 'evaluate') {
    const { images, count, values } = question;
    // Native libraries take no shared memory; the copy is read from the cache right after.
    const own = images.buffer instanceof SharedArrayBuffer ? images.slice() : images;
    return classifier.evaluate(own, count, values);
  }
  if (!classifier.evaluateLines) throw new TypeError('this runtime makes no samples of lines');
  return classifier.evaluateLines(question.samples, question.values);
}

async function answer(classifier: Classifier, question: Question & { id: number }): Promise<void> {
  const { id } = question;
  try {
    const values = await valuesOf(classifier, question);
    send({ kind: 'values', id, values }, values.buffer instanceof ArrayBuffer ? [values.buffer] : []);
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
    last = last.then(() => (message.kind === 'close' ? close(classifier) : answer(classifier, message)));
  });
  send({ kind: 'open', classCount: classifier.classCount, output: classifier.output });
} catch (error) {
  sendError(null, error);
}
