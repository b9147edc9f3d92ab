import { memo } from 'react';
import { Link } from '../components/Link.tsx';
import { modelHref } from '../components/links.ts';
import { SymbolMark } from '../components/SymbolMark.tsx';
import type { Condition } from '../overview/conditions.ts';
import type { ModelRecord } from '../overview/records.ts';
import { markColour } from '../plots/category.ts';
import type { FigureTheme } from '../plots/theme.ts';
import { cellText, type ModelColumn } from './columns.ts';
import classes from './ModelGrid.module.css';
import { PlaceMark, type Range } from './PlaceMark.tsx';

interface GridRowProps {
  record: ModelRecord;
  /** Place among all rows. */
  index: number;
  columns: readonly ModelColumn[];
  reference: Condition | undefined;
  ranges: ReadonlyMap<string, Range | undefined>;
  theme: FigureTheme;
  /** Place in the theme's categories; undefined where rows have none. */
  colour: number | undefined;
  lit: boolean;
  onHover: ((records: readonly ModelRecord[]) => void) | undefined;
  ticked: boolean;
  onTick: (id: string) => void;
}

/** One model. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { record, columns, reference, ranges, theme, colour, onHover } = props;
  return (
    <tr
      aria-rowindex={props.index + 2}
      className={props.lit ? 'lit' : undefined}
      onPointerEnter={() => onHover?.([record])}
      onPointerLeave={() => onHover?.([])}
    >
      <td>
        <input
          type="checkbox"
          className={classes.tick}
          aria-label={`Select ${record.name}`}
          checked={props.ticked}
          onChange={() => props.onTick(record.id)}
        />
      </td>
      <td title={record.name}>
        <span className={classes.name}>
          {colour !== undefined && <SymbolMark colour={colour} theme={theme} />}
          <Link href={modelHref(record.id)}>{record.name}</Link>
        </span>
      </td>
      {columns.map(({ key, numeric, mark }) => {
        const { text, bound, whole } = cellText(record, key, reference);
        const value = record.metrics[key]?.value;
        const range = ranges.get(key);
        return (
          <td key={key} className={numeric ? 'numeric' : undefined} title={whole}>
            {text === '–' ? <span className="muted">–</span> : text}
            <span className="muted">{bound}</span>
            {mark && <PlaceMark value={value} range={range} colour={markColour(theme, colour ?? 0)} />}
          </td>
        );
      })}
    </tr>
  );
});
