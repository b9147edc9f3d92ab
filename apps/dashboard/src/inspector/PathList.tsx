'use client';

import { Figure } from '../components/Figure.tsx';
import { useFigureTheme } from '../components/use-figure-theme.ts';
import { fixed } from '../format/numbers.ts';
import type { Estimator } from '../model/estimator.ts';
import { classMark } from '../plots/class-palette.ts';
import type { ClassRun } from '../plots/class-runs.ts';
import type { FigureTheme } from '../plots/theme.ts';
import { ArrowMark } from './ArrowMark.tsx';
import type { InspectedPath } from './documents.ts';
import classes from './Inspector.module.css';
import { isExcluded } from './paths.ts';
import { pathsTable } from './paths-table.ts';
import { exclusionWords } from './sentences.ts';

interface PathListProps {
  title: string;
  caption: string;
  /** In the order shown. */
  paths: readonly InspectedPath[];
  chosen: string | undefined;
  estimator: Estimator;
  onChoose: (path: string) => void;
  fileName: string;
  stale: boolean;
}

/** A cell's paths as ribbons of the most likely class. */
export function PathList({ title, caption, paths, chosen, estimator, onChoose, fileName, stale }: PathListProps) {
  const theme = useFigureTheme();
  const longest = Math.max(1, ...paths.map(lengthOf));
  return (
    <Figure
      title={title}
      subtitle={<Legend paths={paths} theme={theme} />}
      caption={caption}
      table={pathsTable(paths, estimator)}
      fileName={fileName}
      query="measurement { paths(classA, classB) { edges { node { imageA { index } imageB { index } samples length highFrequencyFraction mostLikely { class { name } samples } } } } }"
      stale={stale}
      drawn={false}
      rule={false}
    >
      <div className={classes.list}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Images</th>
              <th scope="col" className={classes.ribbonColumn}>
                Most likely class along the path
              </th>
              <th scope="col" className="numeric">
                {paths[0]?.length === null ? 'Samples' : 'Length'}
              </th>
              <th scope="col" className="numeric">
                Fraction ↓
              </th>
            </tr>
          </thead>
          <tbody>
            {paths.map((path) => (
              <tr
                key={path.id}
                className={path.id === chosen ? classes.chosen : undefined}
                onClick={() => onChoose(path.id)}
              >
                <td>
                  <button
                    type="button"
                    className={classes.images}
                    aria-pressed={path.id === chosen}
                    aria-label={pathName(path)}
                    onClick={(event) => {
                      event.stopPropagation();
                      onChoose(path.id);
                    }}
                  >
                    <Thumbnail image={path.imageA} />
                    {path.imageB !== null && <ArrowMark />}
                    {path.imageB !== null && <Thumbnail image={path.imageB} />}
                  </button>
                </td>
                <td className={classes.ribbonColumn}>
                  {exclusionWords(path) ?? (
                    <Ribbon runs={path.mostLikely} share={lengthOf(path) / longest} theme={theme} />
                  )}
                </td>
                <td className="numeric">{path.length === null ? path.samples : fixed(path.length, 1)}</td>
                <td className="numeric" style={path.id === chosen ? { fontWeight: 650 } : undefined}>
                  {isExcluded(path) ? '–' : fixed(path[estimator], 3)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Figure>
  );
}

function lengthOf({ length, samples }: InspectedPath): number {
  return length ?? samples;
}

function pathName({ imageA, imageB }: InspectedPath): string {
  const start = `${imageA.class.name}, image ${imageA.index}`;
  return imageB === null ? start : `${start}, to ${imageB.class.name}, image ${imageB.index}`;
}

function Thumbnail({ image }: { image: { url: string } }) {
  // biome-ignore lint/performance/noImgElement: pixels as they are stored
  return <img src={image.url} alt="" width={20} height={20} loading="lazy" />;
}

function Ribbon({ runs, share, theme }: { runs: readonly ClassRun[]; share: number; theme: FigureTheme }) {
  const samples = runs.reduce((sum, run) => sum + run.samples, 0);
  return (
    <div
      role="img"
      aria-label={runs.map((run) => `${run.class.name} for ${run.samples}`).join(', ')}
      className={classes.ribbon}
      style={{ width: `${share * 100}%` }}
    >
      {runs.map((run, k) => (
        <span
          // Runs have no identity beyond their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          key={k}
          title={run.class.name}
          style={{ width: `${(run.samples / samples) * 100}%`, background: classMark(theme, run.class.index) }}
        />
      ))}
    </div>
  );
}

function Legend({ paths, theme }: { paths: readonly InspectedPath[]; theme: FigureTheme }) {
  const found = new Map<number, { name: string; samples: number }>();
  for (const { class: of, samples } of paths.flatMap(({ mostLikely }) => mostLikely)) {
    found.set(of.index, { name: of.name, samples: samples + (found.get(of.index)?.samples ?? 0) });
  }
  return (
    <ul className={classes.legend} aria-label="Most likely classes">
      {[...found]
        .sort(([, a], [, b]) => b.samples - a.samples)
        .map(([index, { name }]) => (
          <li key={index}>
            <span style={{ background: classMark(theme, index) }} />
            {name}
          </li>
        ))}
    </ul>
  );
}
