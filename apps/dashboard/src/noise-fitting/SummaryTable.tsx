'use client';

import { download } from '../components/download.ts';
import { SymbolMark } from '../components/SymbolMark.tsx';
import { TableScroll } from '../components/TableScroll.tsx';
import { useFigureTheme } from '../components/use-figure-theme.ts';
import { toCsv } from '../format/csv.ts';
import { parts, percent } from '../format/numbers.ts';
import { bounded } from '../measurement/sentences.ts';
import { noiseFittingQueryText } from './documents.ts';
import { measureName } from './finding.ts';
import classes from './NoiseFitting.module.css';
import type { Measure } from './state.ts';
import { accuracyRange, type GroupLine, goingAt, listedFrequencies, type Summary } from './summary.ts';
import { cycleWords, frequencyText } from './wave.ts';

interface SummaryTableProps {
  lines: readonly GroupLine[];
  measure: Measure;
  /** `five seeds`, or that there is one run. */
  seeds: string;
}

/** All numbers of the figure against frequency: a row a model, a column a frequency. */
export function SummaryTable({ lines, measure, seeds }: SummaryTableProps) {
  const theme = useFigureTheme();
  const frequencies = listedFrequencies(lines);
  return (
    <section aria-labelledby="by-frequency" className={classes.table}>
      <div className={classes.tableHead}>
        <h2 id="by-frequency">
          {measureName(measure)} by frequency <span className="caption muted">{seeds}</span>
        </h2>
        <button type="button" className="action" onClick={() => save(lines, measure)}>
          CSV
        </button>
      </div>
      <TableScroll label="Trainings">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Model</th>
              {frequencies.map((frequency) => (
                <th key={frequency} scope="col" className="numeric">
                  {cycleWords(frequency)}/unit
                </th>
              ))}
              <th scope="col" className="numeric">
                uniform
              </th>
              <th scope="col" className="numeric">
                Clean accuracy, last epoch (%)
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ group, points, control }) => (
              <tr key={group.id}>
                <td>
                  <span className={classes.name}>
                    <SymbolMark colour={group.colour} theme={theme} />
                    {group.name}
                  </span>
                </td>
                {frequencies.map((frequency) => (
                  <SummaryCell
                    key={frequency}
                    summary={points.find((point) => point.frequency === frequency)}
                    without={goingAt(group.runs, (run) => run.noise !== 'UNIFORM' && run.frequency === frequency)}
                  />
                ))}
                <SummaryCell
                  summary={control ?? undefined}
                  without={goingAt(group.runs, ({ noise }) => noise === 'UNIFORM')}
                />
                <td className="numeric">{accuracyWords(accuracyRange(group.runs))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

function SummaryCell({ summary, without }: { summary: Summary | undefined; without: string }) {
  if (summary === undefined) return <td className="numeric muted">{without}</td>;
  const { number, bound } = parts(bounded(summary));
  return (
    <td className="numeric">
      {number}
      <span className="muted">{bound}</span>
    </td>
  );
}

function accuracyWords(range: [number, number] | null): string {
  if (range === null) return '–';
  const [low, high] = range.map(percent);
  return low === high ? `${low}` : `${low} to ${high}`;
}

function save(lines: readonly GroupLine[], measure: Measure): void {
  const row = ({ group }: GroupLine, wave: string, { mean, lower, upper, count }: Summary) => {
    const [least, most] = accuracyRange(group.runs) ?? [null, null];
    return [group.name, wave, mean, lower, upper, count, least, most];
  };
  const table = {
    columns: [
      ...['model', 'frequency', measure === 'minimum' ? 'minimum of clean - noisy' : 'maximum of wave fitting'],
      ...['lower', 'upper', 'training runs', 'clean accuracy: smallest', 'clean accuracy: largest'],
    ].map((name) => ({ name })),
    rows: lines.flatMap((line) => [
      ...line.points.map((point) => row(line, frequencyText(point.frequency), point)),
      ...(line.control ? [row(line, 'uniform', line.control)] : []),
    ]),
  };
  const text = toCsv(table, { title: `${measureName(measure)} by frequency`, query: noiseFittingQueryText });
  download(`noise-fitting-${measure}-table.csv`, new Blob([text], { type: 'text/csv' }));
}
