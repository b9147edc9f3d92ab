'use client';

import { useMemo } from 'react';
import { Link } from '../components/Link.tsx';
import { modelHref } from '../components/links.ts';
import { plural } from '../format/words.ts';
import type { NoiseFittingResult } from '../measurement/results.ts';
import { isFinal } from '../measurement/status.ts';
import { panelOf } from './curves.ts';
import { EpochsFigure } from './EpochsFigure.tsx';
import { cycleWords, directionWords, noiseWords, smoothingWords } from './wave.ts';

/** One training by epoch: training loss, noisy, clean, and clean − noisy; what it was trained with, and what became of it. */
export function TrainingFigure({ result, fileName }: { result: NoiseFittingResult; fileName: string }) {
  const panels = useMemo(() => [panelOf([result], waveTitle(result))], [result]);
  return (
    <div style={{ minWidth: 0 }}>
      <EpochsFigure
        panels={panels}
        title={`Loss by epoch${isFinal(result.status) ? '' : ' so far'}`}
        subtitle="Clean − noisy is noise fitting: the closer to zero or above, the more the network follows the wave in its labels."
        caption={`One training run. Labels${ofClass(result)} smoothed by ${smoothingWords(result.noise, result.amplitude)}, the same wave on the validation images. ${imagesWords(result)}`}
        fileName={fileName}
        query="measurement { epochs { epoch trainLoss cleanLoss noisyLoss noiseFitting waveFitting cleanAccuracy } minimum }"
      />
      <TrainingLinks result={result} />
    </div>
  );
}

/** The trained network, the other trainings of its dataset. */
function TrainingLinks({ result }: { result: NoiseFittingResult }) {
  const { trainedModel, dataset, noise, amplitude } = result;
  const others = new URLSearchParams({ dataset: dataset.id, noise, amplitude: String(amplitude) });
  return (
    <p style={{ margin: '10px 0 0' }}>
      {trainedModel !== null && (
        <>
          {trainedModel.sha256 === null ? 'Becomes the model ' : 'Trained network: '}
          <Link href={modelHref(trainedModel.id)}>{trainedModel.name}</Link> ·{' '}
        </>
      )}
      <Link href={`/noise-fitting?${others}`}>Beside other frequencies</Link>
    </p>
  );
}

function waveTitle({ noise, frequency, direction }: NoiseFittingResult): string {
  if (noise === 'UNIFORM') return 'uniform, no wave';
  const where = direction?.i == null ? '' : ` ${directionWords(direction)}`;
  return `${noiseWords(noise)}${where}, ${cycleWords(frequency)} per unit`;
}

function ofClass({ onlyClass }: NoiseFittingResult): string {
  return onlyClass === null ? '' : ` of the class ${onlyClass.name} alone`;
}

function imagesWords({ trainSize, validationSize, validationDataset }: NoiseFittingResult): string {
  if (trainSize === null) return 'Recorded from a training that was done elsewhere.';
  const held = validationDataset === null ? 'kept from training' : `of ${validationDataset.name}`;
  const validation = validationSize === null ? '' : `, ${plural(validationSize, 'validation image')} ${held}`;
  return `${plural(trainSize, 'training image')}${validation}.`;
}
