'use client';

import * as Plot from '@observablehq/plot';
import { useCallback, useMemo } from 'react';
import { Figure } from '../components/Figure.tsx';
import { type Draw, PlotView } from '../components/PlotView.tsx';
import { useWalk } from '../components/use-walk.ts';
import { numericColumns } from '../format/csv.ts';
import { plusMinus } from '../format/numbers.ts';
import { bounded } from '../measurement/sentences.ts';
import { modelLook } from '../plots/look.ts';
import { type NormRow, normsPlot } from '../plots/norms.ts';
import { type JacobianNormRecord, jacobianNormsQueryText } from './documents.ts';
import { type Norm, normCaption, normFinding, normRows } from './norms.ts';

interface NormsFigureProps {
  record: JacobianNormRecord & { jacobianNorm: NonNullable<JacobianNormRecord['jacobianNorm']> };
  model: { id: string; name: string };
  /** Of the dataset's models; what this one has of them is not looked at. */
  norms: readonly Norm[];
  /** Id of the model that others are compared with. */
  reference: string | undefined;
  colour: number;
  fileName: string;
  rule?: boolean;
}

/** A model's Jacobian norm among those of the dataset's other models. */
export function NormsFigure({ record, model, norms, reference, colour, ...props }: NormsFigureProps) {
  const own = useMemo(() => ({ ...model, ...bounded(record.jacobianNorm) }), [model, record.jacobianNorm]);
  const { rows, left } = useMemo(() => normRows(norms, own, reference), [norms, own, reference]);
  const walk = useWalk(describe);
  const { hold } = walk;
  const draw = useCallback<Draw>(
    ({ theme, width, height }) => {
      const plot = Plot.plot(normsPlot({ rows, xLabel, describe }, modelLook(theme, colour, width, height)));
      return hold(plot, rows, (row) => [row.value, row.id]);
    },
    [rows, colour, hold],
  );
  const compared = norms.find(({ id }) => id === reference && id !== model.id);
  return (
    <Figure
      title={normFinding(own, compared)}
      subtitle={
        rows.length > 1
          ? 'How much the scores change with the image, beside other models on this dataset'
          : 'How much the scores change with the image'
      }
      caption={normCaption(record, left)}
      table={{
        columns: [{ name: 'Model' }, ...numericColumns('Jacobian norm', 'Lower', 'Upper')],
        rows: rows.map((row) => [row.name, row.value, row.lower, row.upper]),
      }}
      fileName={`${props.fileName}-jacobian-norm`}
      query={jacobianNormsQueryText}
      rule={props.rule ?? true}
      {...walk.figure}
    >
      <PlotView height={60 + 24 * Math.max(2, rows.length)} draw={draw} />
    </Figure>
  );
}

const xLabel = 'Jacobian norm (score per unit distance)';

function describe(row: NormRow): string {
  return `${row.name}\n${plusMinus(row, { least: 2 })}`;
}
