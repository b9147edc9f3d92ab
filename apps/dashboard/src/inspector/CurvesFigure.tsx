'use client';

import { type KeyboardEvent, type PointerEvent, useMemo, useState } from 'react';
import { Figure } from '../components/Figure.tsx';
import { useFigureTheme } from '../components/use-figure-theme.ts';
import { useWidth } from '../components/use-width.ts';
import { leaderAt } from '../plots/class-runs.ts';
import { type PathAxis, sampleNear } from '../plots/path-axis.ts';
import { pathLayout } from '../plots/path-panels.ts';
import { curvesTable } from './curves-table.ts';
import type { InspectedPath } from './documents.ts';
import classes from './Inspector.module.css';
import { PathAxisMarks } from './PathAxisMarks.tsx';
import { type PanelView, PathPanel } from './PathPanel.tsx';
import { PathStrip } from './PathStrip.tsx';
import { useSampleImages } from './use-sample-images.ts';

interface CurvesFigureProps {
  path: InspectedPath;
  axis: PathAxis;
  panels: readonly PanelView[];
  /** The sample under the pointer. */
  sample: number;
  onSample: (sample: number) => void;
  subtitle: string;
  caption: string;
  fileName: string;
  stale: boolean;
}

const query =
  'measurement { paths(classA, classB) { edges { node { imageA { index } imageB { index } samples length mostLikely { class { name } samples } curves { class { name } probability } } } } }';

/** Images, most likely classes and class probabilities along one path, for each model on one x axis. */
export function CurvesFigure({ path, axis, panels, sample, onSample, ...props }: CurvesFigureProps) {
  const [ref, width] = useWidth();
  const theme = useFigureTheme();
  const [announced, setAnnounced] = useState('');
  const layout = useMemo(
    () => pathLayout(axis, path.samples, panels.length, width === 0 ? 800 : width),
    [axis, path.samples, panels.length, width],
  );
  const { frame, strip } = layout;
  const pictures = useSampleImages(
    path.id,
    strip.pictures.map((picture) => picture.sample),
    path.samples,
  );
  const last = path.samples - 1;
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    const next = sampleNear(axis, path.samples, frame.invert(event.clientX - left));
    if (next !== sample) onSample(next);
  };
  const walk = (event: KeyboardEvent) => {
    const next = keyed(event.key, sample, last);
    if (next === undefined) return;
    event.preventDefault();
    onSample(next);
    setAnnounced(sampleWords(axis.words(next), panels, next));
  };
  return (
    <Figure
      title="Class probabilities along the path"
      {...props}
      description={`${props.subtitle} ${panels.map(({ name, words }) => `${name}: ${words.join(', ')}.`).join(' ')}`}
      table={curvesTable(panels, axis, path.samples)}
      query={query}
      rule={false}
      onKeyDown={walk}
      announced={announced}
    >
      <div ref={ref} style={{ height: layout.height }}>
        {width > 0 && (
          <svg
            className={classes.curves}
            width={width}
            height={layout.height}
            aria-hidden="true"
            onPointerMove={point}
            onPointerDown={point}
          >
            <PathStrip {...{ strip, frame, theme, pictures, sample }} path={path.id} names={endNames(path)} />
            {panels.map((panel, k) => {
              const place = layout.panels[k];
              if (place === undefined) return null;
              return (
                <PathPanel
                  key={panel.id}
                  {...{ panel, place, frame, theme, sample }}
                  at={`at ${axis.number(sample)}${axis.unit}`}
                />
              );
            })}
            <PathAxisMarks
              {...{ axis, frame, theme }}
              bottom={layout.panels.at(-1)?.plotBottom ?? 0}
              height={layout.height}
            />
          </svg>
        )}
      </div>
    </Figure>
  );
}

function keyed(key: string, sample: number, last: number): number | undefined {
  if (key === 'ArrowRight') return Math.min(last, sample + 1);
  if (key === 'ArrowLeft') return Math.max(0, sample - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? last : undefined;
}

function sampleWords(at: string, panels: readonly PanelView[], sample: number): string {
  return `${at}: ${panels.map(({ name, runs }) => `${name} ${leaderAt(runs, sample)?.name ?? ''}`).join(', ')}`;
}

function endNames({ imageA, imageB }: InspectedPath): readonly [string, string] {
  const words = (image: { index: number; class: { name: string } }) => `image ${image.index} · ${image.class.name}`;
  return [words(imageA), imageB === null ? '' : words(imageB)];
}
