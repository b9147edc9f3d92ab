import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { NoiseFittingFigures } from './NoiseFittingFigures.tsx';
import { run } from './run.fixture.ts';
import { selectionOf } from './selection.ts';
import { parseNoiseFitting } from './state.ts';
import { lineOf } from './summary.ts';
import { firstEndWords, firstEpochWords } from './words.ts';

const page = (runs: ReturnType<typeof run>[]) => {
  const group = { id: 'g', name: 'g', colour: 0, runs };
  return renderToStaticMarkup(
    <MantineProvider>
      <NoiseFittingFigures
        {...{ group, curves: group, measure: 'minimum', control: null }}
        lines={[lineOf(group, 'minimum')]}
        selection={selectionOf(runs, parseNoiseFitting(''))}
      />
    </MantineProvider>,
  );
};
const waiting = run({ status: 'RUNNING', frequency: 0.03, epochs: [], minimum: null });

test('before the first epoch there is no figure to download, and the table has the frequency that is trained', () => {
  expect(page([waiting])).not.toContain('<figure');
  expect(page([waiting])).toContain('0.03 cycles/unit');
  expect(page([run()]).split('<figure')).toHaveLength(3);
});

test('what is waited for is said while anything goes on', () => {
  const failed = { ...waiting, status: 'FAILED' };
  expect([firstEpochWords([waiting, failed]), firstEpochWords([failed])]).toEqual([
    'Curves come after the first epoch',
    'No training has finished an epoch',
  ]);
  expect([firstEndWords([waiting]), firstEndWords([failed])]).toEqual([
    'Points come when a training is over',
    'No training has succeeded',
  ]);
});
