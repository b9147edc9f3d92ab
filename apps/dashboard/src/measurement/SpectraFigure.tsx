'use client';

import * as Plot from '@observablehq/plot';
import { type ReactNode, useCallback, useMemo } from 'react';
import { Figure } from '../components/Figure.tsx';
import { type Draw, PlotView } from '../components/PlotView.tsx';
import { useWalk } from '../components/use-walk.ts';
import { numericColumns } from '../format/csv.ts';
import { listed } from '../format/words.ts';
import { modelLook } from '../plots/look.ts';
import { spectraPlot } from '../plots/spectra.ts';
import { type SpectrumRecord, type SpectrumRow, spectrumRows } from '../plots/spectrum-rows.ts';
import {
  boundsLine,
  cutoffFrequency,
  frequencyLabel,
  magnitudeLabel,
  magnitudeName,
  pathWords,
  scopeWords,
  significant,
} from './sentences.ts';

interface Spectrum extends SpectrumRecord {
  frequencyUnit: string;
}

interface SpectraFigureProps {
  title: (rows: readonly SpectrumRow[]) => string;
  subtitle: ReactNode;
  spectra: readonly Spectrum[];
  /** The same of few rounds: an early band behind. */
  early?: readonly Spectrum[];
  estimator: string;
  colour: number;
  /** Sentences that follow what the band is. */
  note: string;
  fileName: string;
  query: string;
  height?: number;
  stale?: boolean;
  rule?: boolean;
}

/** Magnitude of the class probabilities' spectrum against function frequency, a line a scope. */
export function SpectraFigure({ spectra, early, estimator, colour, height = 330, ...props }: SpectraFigureProps) {
  const rows = useMemo(() => spectra.flatMap((s) => spectrumRows(s, estimator)), [spectra, estimator]);
  const earlyRows = useMemo(() => early?.flatMap((s) => spectrumRows(s, estimator)), [early, estimator]);
  const unit = spectra[0]?.frequencyUnit ?? 'CYCLES_PER_DISTANCE';
  const cutoff = cutoffFrequency(spectra[0]?.frequency ?? []);
  const valueName = magnitudeName(estimator);
  const describe = useCallback((row: SpectrumRow) => describeRow(row, valueName), [valueName]);
  const walk = useWalk(describe);
  const { hold } = walk;
  const draw = useCallback<Draw>(
    ({ theme, width, height: tall }) => {
      const plot = Plot.plot(
        spectraPlot(
          {
            now: rows,
            ...(earlyRows === undefined ? {} : { early: earlyRows }),
            cutoff,
            xLabel: frequencyLabel(unit),
            yLabel: `Mean ${magnitudeLabel(estimator).toLowerCase()}`,
            nameOf: (scope) => scopeWords(scope).split(' ')[0] ?? scope,
            describe,
          },
          modelLook(theme, colour, width, tall),
        ),
      );
      return hold(plot, rows, (row) => [row.frequency, row.magnitude]);
    },
    [rows, earlyRows, cutoff, unit, estimator, colour, hold, describe],
  );
  const paths = spectra.map((s) => pathWords(s.pathCount, s.scope ?? 'ALL'));
  const hasBand = rows.some((row) => row.lower !== null);
  const caption = [
    hasBand
      ? `Bands: 95 % bounds of the mean over paths (${listed(paths)}), stratified by class or pair.`
      : paths.length === 0
        ? 'No round is finished.'
        : `No bounds yet: they need two paths in every group (${listed(paths)}).`,
    props.note,
    estimator === 'MIRRORED'
      ? 'The zero frequency and the last bin, 0 by symmetry, are not on log axes.'
      : 'The zero frequency is part of the total but not of a log axis.',
  ].join(' ');
  return (
    <Figure
      title={props.title(rows)}
      subtitle={props.subtitle}
      caption={caption}
      table={{
        columns: [
          { name: 'Scope' },
          ...numericColumns(
            unit === 'CYCLES_PER_PATH' ? 'Cycles per path' : 'Cycles per unit distance',
            valueName,
            'Lower',
            'Upper',
          ),
        ],
        rows: rows.map((r) => [scopeWords(r.scope), r.frequency, r.magnitude, r.lower, r.upper]),
        digits: 5,
      }}
      fileName={props.fileName}
      query={props.query}
      {...walk.figure}
      stale={props.stale ?? false}
      rule={props.rule ?? true}
    >
      <PlotView height={height} draw={draw} />
    </Figure>
  );
}

function describeRow(row: SpectrumRow, valueName: string): string {
  return `${scopeWords(row.scope)}\nat frequency ${significant(row.frequency)}\n${valueName.toLowerCase()} ${significant(row.magnitude)}${boundsLine(row)}`;
}
