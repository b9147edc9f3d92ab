'use client';

import { fileWord, lowerFirst } from '../format/words.ts';
import { againstTitle, anyAgainstTitle, withinAgainstBetweenTitle } from './finding.ts';
import { LackingAccuracy } from './LackingAccuracy.tsx';
import classes from './Overview.module.css';
import { quantityName } from './quantity.ts';
import { fractionKeys } from './records.ts';
import { ScatterFigure, type ScatterFigureProps } from './ScatterFigure.tsx';
import type { EstimatorKind } from './state.ts';

interface FiguresProps extends Omit<ScatterFigureProps, 'title' | 'x' | 'y' | 'caption' | 'fileName'> {
  dataset: string | undefined;
  estimator: EstimatorKind;
  /** What the fractions are drawn against. */
  x: string;
  /** What the third figure draws against x; undefined: within against between. */
  y: string | undefined;
}

/** Within against accuracy, between against accuracy, within against between; or against what is chosen. */
export function Figures({ estimator, dataset, x, y, ...shared }: FiguresProps) {
  // With both estimators shown, the third figure is the mirrored one's: it alone tells a soft change of class from a hard one.
  const { within, between } = fractionKeys(estimator === 'mirrored');
  const third = fractionKeys(estimator !== 'periodogram');
  const isAccuracy = x === 'accuracy';
  const against = isAccuracy ? 'accuracy' : inSentence(quantityName(x));
  const lacking = (key: string) =>
    isAccuracy ? <LackingAccuracy records={shared.records} fraction={key} dataset={dataset} /> : null;
  return (
    <div className={classes.figures}>
      <ScatterFigure
        {...shared}
        title={(r) => againstTitle('Within class', against, r)}
        x={x}
        y={within}
        caption={lacking(within)}
        fileName={`within-against-${fileWord(against)}`}
      />
      <ScatterFigure
        {...shared}
        title={(r) => againstTitle('Between classes', against, r)}
        x={x}
        y={between}
        caption={lacking(between)}
        fileName={`between-against-${fileWord(against)}`}
      />
      {y === undefined ? (
        <ScatterFigure
          {...shared}
          title={(r) => withinAgainstBetweenTitle(r, estimator === 'both' ? 'mirrored' : '')}
          x={third.within}
          y={third.between}
          fileName="within-against-between"
        />
      ) : (
        <ScatterFigure
          {...shared}
          title={(r) => anyAgainstTitle(quantityName(y), against, r)}
          x={x}
          y={y}
          fileName={`${fileWord(y)}-against-${fileWord(against)}`}
        />
      )}
    </div>
  );
}

/** A name inside a sentence: `Epochs` → `epochs`; what is no word, such as `cifar10.1_acc`, stays. */
function inSentence(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? lowerFirst(name) : name;
}
