import { fixed } from '../format/numbers.ts';
import { markColour, symbolPath } from '../plots/category.ts';
import { classDash, classLabel, classMark } from '../plots/class-palette.ts';
import { linesOf, shortened } from '../plots/labels.ts';
import {
  changePlaces,
  curvePath,
  type PanelRecord,
  type PathFrame,
  type PathLayout,
  probabilityPlace,
  ribbonParts,
  valuesAt,
} from '../plots/path-panels.ts';
import type { FigureTheme } from '../plots/theme.ts';

export interface PanelView extends PanelRecord {
  id: string;
  name: string;
  /** Of the model, in the theme's categories. */
  colour: number;
  /** What the panel says: where the most likely class changes, consistent distance, fraction. */
  words: readonly string[];
  /** Why there are no curves. */
  lacking: string | undefined;
}

interface PathPanelProps {
  panel: PanelView;
  place: PathLayout['panels'][number];
  frame: PathFrame;
  theme: FigureTheme;
  sample: number;
  /** Where the pointer is, in words: at 11.0 units. */
  at: string;
}

/** One model's ribbon and curves along the path, with the values at the pointer in the margin. */
export function PathPanel({ panel, place, frame, theme, sample, at }: PathPanelProps) {
  const { plotTop, plotBottom } = place;
  const y = (value: number) => probabilityPlace(place, value);
  return (
    <g>
      <Head {...{ panel, place, theme }} left={frame.left} />
      {[0, 0.5, 1].map((value) => (
        <g key={value}>
          <line x1={frame.left} x2={frame.right} y1={y(value)} y2={y(value)} stroke={theme.line} />
          <text x={frame.left - 7} y={y(value)} dy="0.35em" textAnchor="end" fontSize={11} fill={theme.muted}>
            {value.toFixed(1)}
          </text>
        </g>
      ))}
      <Ribbon {...{ panel, place, frame, theme }} />
      {changePlaces(panel.runs, frame).map((x) => (
        <line key={x} x1={x} x2={x} y1={place.ribbon + 5} y2={plotBottom} stroke={theme.muted} strokeDasharray="3 3" />
      ))}
      {panel.curves?.map((curve) => (
        <path
          key={curve.class.index}
          d={curvePath(curve.probability, place, frame)}
          fill="none"
          stroke={classMark(theme, curve.class.index)}
          strokeWidth={1.6}
          strokeDasharray={classDash(curve.class.index)}
        />
      ))}
      {panel.lacking !== undefined && <Lacking text={panel.lacking} {...{ place, frame, theme }} />}
      <line
        x1={frame.x(sample)}
        x2={frame.x(sample)}
        y1={place.ribbon}
        y2={plotBottom}
        stroke={theme.accent}
        strokeWidth={1.2}
      />
      <Values {...{ panel, frame, theme, sample, at, place }} rows={Math.floor((plotBottom - plotTop) / 15)} />
    </g>
  );
}

function Head({
  panel,
  place,
  theme,
  left,
}: {
  panel: PanelView;
  place: PathPanelProps['place'];
  theme: FigureTheme;
  left: number;
}) {
  const narrow = place.headLines > 1;
  const words = narrow ? panel.words.slice(0, 1) : panel.words;
  return (
    <g>
      <path
        transform={`translate(${left + 5} ${place.top + 9})`}
        d={symbolPath(panel.colour)}
        fill={markColour(theme, panel.colour)}
      />
      <text x={left + 16} y={place.top + 13} fontSize={12.5} fill={theme.ink} fontWeight={600}>
        {panel.name}
        {!narrow && (
          <tspan dx={10} fontSize={12} fontWeight={400} fill={theme.muted}>
            {words.join(' · ')}
          </tspan>
        )}
      </text>
      {narrow && (
        <text x={left} y={place.top + 30} fontSize={11.5} fill={theme.muted}>
          {words.join(' · ')}
        </text>
      )}
    </g>
  );
}

function Ribbon({ panel, place, frame, theme }: Omit<PathPanelProps, 'sample' | 'at'>) {
  return (
    <g>
      {ribbonParts(panel.runs, frame).map((part) => (
        <g key={part.left}>
          <rect
            x={part.left}
            y={place.ribbon}
            width={Math.max(0, part.right - part.left)}
            height={5}
            fill={classMark(theme, part.class.index)}
          />
          {part.named && (
            <text
              x={(part.left + part.right) / 2}
              y={place.ribbon - 5}
              textAnchor="middle"
              fontSize={12}
              fontWeight={650}
              fill={classLabel(theme, part.class.index)}
            >
              {part.class.name}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

function Lacking({ text, place, frame, theme }: Pick<PathPanelProps, 'place' | 'frame' | 'theme'> & { text: string }) {
  const middle = (frame.left + frame.right) / 2;
  const lines = linesOf(text, (frame.right - frame.left) / 6.2);
  const top = (place.plotTop + place.plotBottom) / 2 - (lines.length - 1) * 8;
  return (
    <g
      fontSize={12}
      fill={theme.muted}
      textAnchor="middle"
      stroke={theme.background}
      strokeWidth={4}
      paintOrder="stroke"
    >
      {lines.map((line, k) => (
        <text key={line} x={middle} y={top + k * 17}>
          {line}
        </text>
      ))}
    </g>
  );
}

function Values({ panel, frame, theme, sample, at, place, rows }: PathPanelProps & { rows: number }) {
  const x = frame.right + 12;
  const values = valuesAt(panel.curves, sample);
  return (
    <g fontSize={11}>
      {values.map(({ class: of, value }) => (
        <circle
          key={of.index}
          cx={frame.x(sample)}
          cy={probabilityPlace(place, value)}
          r={3.5}
          fill={classMark(theme, of.index)}
          stroke={theme.background}
        />
      ))}
      <text x={x} y={place.ribbon + 4} fill={theme.accent} fontWeight={600}>
        {at}
      </text>
      {values.slice(0, rows).map(({ class: of, value }, k) => (
        <g key={of.index}>
          <text x={x} y={place.ribbon + 20 + k * 15} fontWeight={600} fill={classLabel(theme, of.index)}>
            {shortened(of.name, 11)}
          </text>
          <text x={x + 90} y={place.ribbon + 20 + k * 15} textAnchor="end" fill={theme.ink}>
            {fixed(value, 2)}
          </text>
        </g>
      ))}
    </g>
  );
}
