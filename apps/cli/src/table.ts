import type { SummaryEstimate } from '@passband/engine';
import type { Inputs } from './inputs.ts';
import { count, plural } from './plural.ts';

/** Every table's first lines: what was measured, on what. */
export function head({ model, dataset }: Inputs): string[] {
  return [
    `model     ${model.file} (${model.runtime}, ${model.output})`,
    `dataset   ${dataset.file} (${plural(dataset.imageCount, 'image')} of ${dataset.imageShape.join(' x ')}, ${plural(dataset.classes.length, 'class', 'classes')})`,
  ];
}

/** A mean and its 95 % half-width. */
export function estimated({ mean, upper }: Pick<SummaryEstimate, 'mean' | 'upper'>): string {
  if (mean === null) return '-';
  return upper === null ? mean.toFixed(4) : `${mean.toFixed(4)} ± ${(upper - mean).toFixed(4)}`;
}

/** A table's last line. */
export function speed(images: number, seconds: number): string {
  const rate = seconds > 0 ? ` (${count(Math.round(images / seconds))} a second)` : '';
  return `${plural(images, 'image')} in ${seconds.toFixed(1)} s${rate}`;
}

export function lines(all: string[]): string {
  return `${all.join('\n')}\n`;
}
