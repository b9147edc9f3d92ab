'use client';

import { useMemo } from 'react';
import { plural } from '../format/words.ts';
import { SpectraFigure } from '../measurement/SpectraFigure.tsx';
import { estimatorWords, spectraFinding } from '../measurement/sentences.ts';
import { ClassByClassFigure } from './ClassByClassFigure.tsx';
import type { MeasuredSpectrum } from './documents.ts';
import { FractionByClass } from './FractionByClass.tsx';
import { groupRecords, measuredClasses, withinRows } from './groups.ts';
import { withReference } from './reference.ts';

interface LinearFiguresProps {
  fileName: string;
  spectrum: MeasuredSpectrum;
  estimator: string;
  colour: number;
  stale: boolean;
  reference: { name: string; fractions: ReadonlyMap<string, number> } | undefined;
}

/** Spectra, class by class, by class: three views of one path spectrum. */
export function LinearFigures({ fileName: file, spectrum, estimator, colour, stale, reference }: LinearFiguresProps) {
  const groups = useMemo(() => groupRecords(spectrum.groups), [spectrum.groups]);
  const names = useMemo(() => measuredClasses(groups, spectrum.dataset.classes), [groups, spectrum.dataset.classes]);
  const rows = useMemo(
    () => withReference(withinRows(groups), reference?.fractions ?? new Map()),
    [groups, reference?.fractions],
  );
  const how = spectrum.samples === null ? `Step ${spectrum.step ?? 1}` : `${spectrum.samples} samples a path`;
  const common = { estimator, stale, colour };
  return (
    <>
      <SpectraFigure
        {...common}
        title={spectraFinding}
        subtitle={`Spectrum of the class probabilities along straight paths, ${estimatorWords(estimator)}`}
        spectra={spectrum.spectra}
        note={`${how}, ${plural(spectrum.imagesEvaluated, 'image')}, seed ${spectrum.seed}. High frequency: all but the lowest tenth of a path's bins.`}
        fileName={`${file}-spectra`}
        query="measurement { spectra(estimator) { scope frequency magnitude lower upper } }"
      />
      <ClassByClassFigure
        groups={groups}
        classes={names}
        estimator={estimator}
        pairsPerGroup={spectrum.pairsPerGroup}
        fileName={`${file}-class-by-class`}
        stale={stale}
      />
      {rows.length > 0 && (
        <FractionByClass
          {...common}
          rows={rows}
          reference={reference?.name}
          pairsPerGroup={spectrum.pairsPerGroup}
          fileName={`${file}-by-class`}
        />
      )}
    </>
  );
}
