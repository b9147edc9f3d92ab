import { describe, expect, it } from 'vitest';
import { waitingWarning } from './waiting.ts';

const queued = { status: 'QUEUED', method: 'EVALUATION', runtime: null, runtimeAsked: 'auto' } as const;
const with_ = (...names: string[]) => ({
  runtimes: names.map((name) => ({ name, available: true, device: null, reason: null })),
});

describe('a measurement that waits', () => {
  it('says that no worker is connected', () => {
    expect(waitingWarning(queued, { format: 'ONNX' }, null, [])).toBe('no worker is connected: it waits until one is');
  });

  it('says that no worker can read its file: a SavedModel waits for tensorflow', () => {
    const savedModel = { format: 'TF_SAVED_MODEL' } as const;
    expect(waitingWarning(queued, savedModel, null, [with_('onnx/cpu', 'tfjs/wasm')])).toBe(
      'no worker has a runtime for TF_SAVED_MODEL files: it waits until one has',
    );
    expect(waitingWarning(queued, savedModel, null, [with_('onnx/cpu'), with_('tensorflow/cpu')])).toBeNull();
  });

  it('names the runtime that it began on and that nobody has any more, or that it asked for', () => {
    const begun = { ...queued, status: 'RUNNING', runtime: 'onnx/cuda' } as const;
    const asked = { ...queued, runtimeAsked: 'onnx/cuda' };
    for (const one of [begun, asked])
      expect(waitingWarning(one, { format: 'ONNX' }, null, [with_('onnx/cpu')])).toBe(
        'no worker has onnx/cuda, which it is measured on: it waits until one has',
      );
  });

  it('asks of a training what trains, not what reads a file that is not there yet', () => {
    const training = { ...queued, method: 'NOISE_FITTING' } as const;
    expect(waitingWarning(training, { format: 'ONNX' }, null, [with_('tfjs/wasm')])).toBeNull();
  });

  it('asks of one worker that it trains and reads the teacher’s file', () => {
    const training = { ...queued, method: 'NOISE_FITTING' } as const;
    const [model, teacher] = [{ format: 'ONNX' }, { format: 'ONNX' }] as const;
    const waiting = (...workers: ReturnType<typeof with_>[]) => waitingWarning(training, model, teacher, workers);
    const unable =
      'no worker that can train it has a runtime for ONNX files, which its teacher is one of: it waits until one has';
    expect(waiting(with_('tfjs/wasm'))).toBe(unable);
    expect(waiting(with_('tfjs/wasm'), with_('onnx/cpu'))).toBe(unable);
    expect(waiting(with_('onnx/cpu'))).toMatch(/^no worker has a runtime for TFJS_LAYERS files/);
    expect(waiting(with_('onnx/cpu', 'tfjs/wasm'))).toBeNull();
  });

  it('says nothing of what was measured elsewhere, which no worker reads', () => {
    expect(waitingWarning(queued, { format: 'EXTERNAL' }, null, [])).toBeNull();
  });

  it('says nothing once it is over', () => {
    expect(waitingWarning({ ...queued, status: 'CANCELLED' }, { format: 'ONNX' }, null, [])).toBeNull();
  });
});
