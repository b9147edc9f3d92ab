'use client';

import type { JacobianNormRecord } from './documents.ts';
import { NormsFigure } from './NormsFigure.tsx';
import { useNorms } from './use-norms.ts';

interface MeasuredNormProps {
  record: JacobianNormRecord;
  model: { id: string; name: string };
  dataset: string;
  reference: string | undefined;
  colour: number;
  fileName: string;
  rule?: boolean;
}

/** A measured Jacobian norm among those of the dataset; a word while there is none. */
export function MeasuredNorm({ record, dataset, ...props }: MeasuredNormProps) {
  const norms = useNorms(dataset);
  const { jacobianNorm } = record;
  if (jacobianNorm === null) return <p className="muted">No image is measured yet.</p>;
  return <NormsFigure {...props} record={{ ...record, jacobianNorm }} norms={norms} />;
}
