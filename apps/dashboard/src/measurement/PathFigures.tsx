'use client';

import { useMemo } from 'react';
import { DirectionFractionsFigure } from '../directions/DirectionFractionsFigure.tsx';
import { DirectionMapFigure } from '../directions/DirectionMapFigure.tsx';
import { plural } from '../format/words.ts';
import { forecastSpans } from '../plots/forecast.ts';
import { ConvergenceFigure } from './ConvergenceFigure.tsx';
import type { MeasurementHead } from './fragments.ts';
import { parseParameters, plannedPaths } from './parameters.ts';
import { alongPaths, samplesWords, unitWords } from './path-words.ts';
import type { PathSpectrumResult } from './results.ts';
import { roundPoints } from './rounds.ts';
import { SpectraFigure } from './SpectraFigure.tsx';
import { spectraFinding } from './sentences.ts';
import { isFinal } from './status.ts';
import { earlyRounds } from './use-measurement.ts';

interface PathFiguresProps {
  head: MeasurementHead;
  result: PathSpectrumResult;
  colour: number;
  fileName: string;
}

/** How the means of a path spectrum came about, and the spectrum itself. */
export function PathFigures({ head, result, colour, fileName }: PathFiguresProps) {
  const parameters = useMemo(() => parseParameters(head.provenance.parameters), [head.provenance.parameters]);
  const within = useMemo(() => roundPoints(result.roundsWithin), [result.roundsWithin]);
  const between = useMemo(() => roundPoints(result.roundsBetween), [result.roundsBetween]);
  const [withinSpan = null, betweenSpan = null] = useMemo(() => forecastSpans([within, between]), [within, between]);
  const measured = (scope: string) => parameters.scopes === null || parameters.scopes.includes(scope);
  const both = measured('WITHIN_CLASS') && measured('BETWEEN_CLASS');
  const common = {
    status: head.status,
    colour,
    query: 'measurement { rounds(scope) { pathCount highFrequencyFraction { mean lower upper } } }',
    rule: false,
  };
  const rounds = Math.max(within.length, between.length);
  const directional = {
    ...{ directions: result.directions, estimator: 'PERIODOGRAM', colour, fileName, height: 300 },
    note: samplesWords(result),
  };
  const early = rounds > 2 * earlyRounds ? result.earlySpectra : undefined;
  return (
    <>
      {result.directions.length > 0 && (
        <>
          <DirectionMapFigure {...directional} />
          <DirectionFractionsFigure {...directional} />
        </>
      )}
      {measured('WITHIN_CLASS') && (
        <ConvergenceFigure
          {...common}
          scope="WITHIN_CLASS"
          rounds={within}
          span={withinSpan}
          total={plannedPaths(result.roundsWithin, result.pairsPerGroup)}
          fileName={`${fileName}-within`}
        />
      )}
      {measured('BETWEEN_CLASS') && (
        <ConvergenceFigure
          {...common}
          scope="BETWEEN_CLASS"
          rounds={between}
          span={betweenSpan}
          total={plannedPaths(result.roundsBetween, result.pairsPerGroup)}
          fileName={`${fileName}-between`}
        />
      )}
      <SpectraFigure
        title={isFinal(head.status) ? spectraFinding : () => 'The spectrum so far'}
        subtitle={
          early === undefined
            ? `Spectrum of the class probabilities ${alongPaths(result.path)}, periodogram`
            : `Light band: after ${earlyRounds} rounds. Dark: now, ${plural(rounds, 'round')}`
        }
        spectra={result.spectra}
        {...(early === undefined ? {} : { early })}
        estimator="PERIODOGRAM"
        colour={colour}
        note={`Periodogram${result.path === 'LINEAR' ? '' : `; ${unitWords(result.spectra[0]?.frequencyUnit)}`}.`}
        fileName={`${fileName}-spectrum`}
        query="measurement { spectra { scope frequency magnitude lower upper } }"
        height={300}
        rule={both}
      />
    </>
  );
}
