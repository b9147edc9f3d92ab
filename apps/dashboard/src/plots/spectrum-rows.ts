/** A scope's mean spectrum as the API gives it: one value a bin of `frequency`. */
export interface SpectrumRecord {
  scope: string | null;
  pathCount: number;
  frequency: readonly number[];
  magnitude: readonly number[];
  lower: readonly number[] | null;
  upper: readonly number[] | null;
}

export interface SpectrumRow {
  scope: string;
  frequency: number;
  magnitude: number;
  lower: number | null;
  upper: number | null;
}

/**
 * The bins that log axes can show: without the zero frequency, without the mirrored estimator's last bin, which is 0 by
 * symmetry, and without magnitudes that are not above 0.
 */
export function spectrumRows(spectrum: SpectrumRecord, estimator: string): SpectrumRow[] {
  const end = spectrum.frequency.length - (estimator === 'MIRRORED' ? 1 : 0);
  const rows: SpectrumRow[] = [];
  for (let k = 0; k < end; k++) {
    const frequency = spectrum.frequency[k] ?? 0;
    const magnitude = spectrum.magnitude[k] ?? 0;
    // A spectrum of no paths is NaN, which is not above 0 either.
    if (frequency <= 0 || !(magnitude > 0)) continue;
    rows.push({
      scope: spectrum.scope ?? 'ALL',
      frequency,
      magnitude,
      lower: spectrum.lower?.[k] ?? null,
      upper: spectrum.upper?.[k] ?? null,
    });
  }
  return rows;
}
