'use client';

import { useMemo } from 'react';
import type { Category } from './colouring.ts';
import { againstAccuracyTitle, withinAgainstBetweenTitle } from './finding.ts';
import { LackingAccuracy } from './LackingAccuracy.tsx';
import classes from './Overview.module.css';
import type { MetricKey, ModelRecord } from './records.ts';
import { type Quantity, ScatterFigure } from './ScatterFigure.tsx';
import type { AxesKind, EstimatorKind } from './state.ts';

interface FiguresProps {
  records: readonly ModelRecord[];
  dataset: string | undefined;
  categories: ReadonlyMap<ModelRecord, Category>;
  axes: AxesKind;
  estimator: EstimatorKind;
  hovered: ModelRecord | undefined;
  onHover: (record: ModelRecord | undefined) => void;
  query: string;
}

/** Within against accuracy, between against accuracy, within against between. */
export function Figures({ axes, estimator, dataset, ...shared }: FiguresProps) {
  // With both estimators shown, the third figure is the mirrored one's: it alone tells a soft change of class from a hard one.
  const first = estimator === 'mirrored';
  const last = estimator !== 'periodogram';
  const quantities = useMemo(() => {
    const fraction = (scope: 'within' | 'between', mirrored: boolean): Quantity => {
      const key: MetricKey = mirrored ? `${scope}Mirrored` : scope;
      const name = scope === 'within' ? 'Within-class' : 'Between-class';
      const notes = [mirrored ? 'mirrored' : '', axes === 'log' ? 'log' : ''].filter(Boolean).join(', ');
      return {
        key,
        title: `${name} high-frequency fraction${notes && ` (${notes})`}`,
        kind: axes === 'log' ? 'log' : 'linear',
      };
    };
    const accuracy: Quantity = {
      key: 'accuracy',
      title: axes === 'log' ? 'Test accuracy (%, logit)' : 'Test accuracy (%)',
      kind: axes === 'log' ? 'logit' : 'linear',
    };
    return {
      accuracy,
      within: fraction('within', first),
      between: fraction('between', first),
      acrossWithin: fraction('within', last),
      acrossBetween: fraction('between', last),
    };
  }, [axes, first, last]);
  const suffix = estimator === 'both' ? 'mirrored' : '';
  return (
    <div className={classes.figures}>
      <ScatterFigure
        {...shared}
        title={(r) => againstAccuracyTitle('Within class', r)}
        x={quantities.accuracy}
        y={quantities.within}
        caption={<LackingAccuracy records={shared.records} fraction={quantities.within.key} dataset={dataset} />}
        fileName="within-against-accuracy"
        stale={false}
      />
      <ScatterFigure
        {...shared}
        title={(r) => againstAccuracyTitle('Between classes', r)}
        x={quantities.accuracy}
        y={quantities.between}
        caption={<LackingAccuracy records={shared.records} fraction={quantities.between.key} dataset={dataset} />}
        fileName="between-against-accuracy"
        stale={false}
      />
      <ScatterFigure
        {...shared}
        title={(r) => withinAgainstBetweenTitle(r, suffix)}
        x={quantities.acrossWithin}
        y={quantities.acrossBetween}
        fileName="within-against-between"
        stale={false}
      />
    </div>
  );
}
