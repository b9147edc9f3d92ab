import { describe, expect, it } from 'vitest';
import { DueWork } from './due-work.ts';

const with_ = (...names: string[]) => names.map((name) => ({ name, available: true, device: null, reason: null }));

/** A queue whose answers are given by hand, in the order of the questions. */
function askedQueue() {
  const answers: ((isDue: boolean | Error) => void)[] = [];
  const isDue = () =>
    new Promise<boolean>((resolve, reject) => {
      answers.push((answer) => (typeof answer === 'boolean' ? resolve(answer) : reject(answer)));
    });
  return { queue: { isDue }, answers, asked: () => answers.length };
}

describe('work that is due', () => {
  it('is asked once for all that ask while an answer is on its way, after that answer', async () => {
    const { queue, answers, asked } = askedQueue();
    const due = new DueWork(queue);
    const first = due.isFor(with_('onnx/cpu'));
    const later = Array.from({ length: 20 }, () => due.isFor(with_('onnx/cpu')));
    expect(asked()).toBe(1);
    answers[0]?.(false);
    expect(await first).toBe(false);
    await expect.poll(asked).toBe(2);
    answers[1]?.(true);
    expect(await Promise.all(later)).toEqual(Array(20).fill(true));
    expect(asked()).toBe(2);
  });

  it('is asked apart for other runtimes', async () => {
    const { queue, answers } = askedQueue();
    const due = new DueWork(queue);
    const both = [due.isFor(with_('onnx/cpu')), due.isFor(with_('onnx/cpu', 'tfjs/wasm'))];
    expect(answers).toHaveLength(2);
    answers[0]?.(true);
    answers[1]?.(false);
    expect(await Promise.all(both)).toEqual([true, false]);
  });

  it('is asked again after a question that failed, and after an answer', async () => {
    const { queue, answers, asked } = askedQueue();
    const due = new DueWork(queue);
    const first = due.isFor(with_('onnx/cpu'));
    const second = due.isFor(with_('onnx/cpu'));
    answers[0]?.(new Error('the database does not answer'));
    await expect(first).rejects.toThrow('the database does not answer');
    await expect.poll(asked).toBe(2);
    answers[1]?.(false);
    expect(await second).toBe(false);
    const third = due.isFor(with_('onnx/cpu'));
    expect(asked()).toBe(3);
    answers[2]?.(true);
    expect(await third).toBe(true);
  });
});
