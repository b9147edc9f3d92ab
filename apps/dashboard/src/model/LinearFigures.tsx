'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { plural } from '../format/words.ts';
import { cellOf } from '../inspector/cells.ts';
import { inspectorHref } from '../inspector/state.ts';
import { SpectraFigure } from '../measurement/SpectraFigure.tsx';
import { estimatorWords, spectraFinding } from '../measurement/sentences.ts';
import type { Cell } from '../plots/class-by-class.ts';
import { ClassByClassFigure } from './ClassByClassFigure.tsx';
import type { MeasuredSpectrum } from './documents.ts';
import { estimators } from './estimator.ts';
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
  const how = spectrum.samples === null ? `Step ${spectrum.step ?? 1}` : `${plural(spectrum.samples, 'sample')} a path`;
  const common = { estimator, stale, colour };
  const router = useRouter();
  const open = useCallback(
    (cell: Cell) => {
      const known = estimators.find((kind) => kind === estimator);
      router.push(inspectorHref(spectrum.id, { ...cellOf(spectrum.groups, cell), ...(known && { estimator: known }) }));
    },
    [router, spectrum.id, spectrum.groups, estimator],
  );
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
        fileName={`${file}-class-by-class`}
        stale={stale}
        onOpen={open}
      />
      {rows.length > 0 && (
        <FractionByClass {...common} rows={rows} reference={reference?.name} fileName={`${file}-by-class`} />
      )}
    </>
  );
}
