'use client';

import { compareHref } from '../compare/url.ts';
import { allModels, Breadcrumb } from '../components/Breadcrumb.tsx';
import { Link } from '../components/Link.tsx';
import { datasetHref, measurementHref } from '../components/links.ts';
import { SymbolMark } from '../components/SymbolMark.tsx';
import { useFigureTheme } from '../components/use-figure-theme.ts';
import { measureLink } from '../measure/form.ts';
import { StatusWord } from '../measurement/StatusWord.tsx';
import { methodName } from '../measurement/status.ts';
import { tagValue, tagWords } from '../overview/tags.ts';
import type { ModelMeasurement, ModelRecord } from './documents.ts';
import classes from './ModelPage.module.css';

interface ModelHeadProps {
  model: ModelRecord;
  /** What the page shows. */
  dataset: { id: string; name: string } | null;
  colour: number;
  /** Id of the model that its numbers stand beside; undefined where it is that itself. */
  baseline: string | undefined;
  /** What waits or runs. */
  active: readonly ModelMeasurement[];
}

/** Where one is, the model's name and tags, what is going on, and the way to measure it. */
export function ModelHead({ model, dataset, colour, baseline, active }: ModelHeadProps) {
  const theme = useFigureTheme();
  return (
    <div className="page-head" style={{ paddingBottom: 4 }}>
      <div>
        <Breadcrumb places={[allModels, ...(dataset ? [{ name: dataset.name, href: datasetHref(dataset.id) }] : [])]} />
        <div className={classes.title}>
          <SymbolMark colour={colour} theme={theme} />
          <h1>{model.name}</h1>
          {model.tags.length > 0 && (
            <ul className={classes.tags} aria-label="Tags">
              {model.tags.map((tag) => (
                <li key={tag.key}>
                  <span className="muted">{tagWords(tag.key)}</span> {tagValue(tag.value)}
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
      {active.map((m) => (
        <span key={m.id}>
          {methodName(m.method)} <StatusWord status={m.status} progress={m.progress} />{' '}
          <Link href={measurementHref(m.id)}>Watch</Link>
        </span>
      ))}
      <div className={classes.ways}>
        <Link className="button" href={compareHref(baseline === undefined ? [model.id] : [baseline, model.id])}>
          Compare
        </Link>
        {model.format !== 'EXTERNAL' && (
          <Link
            className="button button-primary"
            href={measureLink({ model: model.id, ...(dataset && { dataset: dataset.id }) })}
          >
            Measure
          </Link>
        )}
      </div>
    </div>
  );
}
