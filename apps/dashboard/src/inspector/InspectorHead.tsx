'use client';

import type { ReactNode } from 'react';
import { allModels, Breadcrumb } from '../components/Breadcrumb.tsx';
import { measurementHref, modelHref } from '../components/links.ts';
import { ArrowMark } from './ArrowMark.tsx';
import type { Inspected } from './documents.ts';
import classes from './Inspector.module.css';

interface InspectorHeadProps {
  measurement: Inspected;
  finding: string;
  /** Paths before and after the chosen one in the order of the list; undefined at its ends. */
  previous: string | undefined;
  next: string | undefined;
  onPath: (path: string) => void;
}

/** Where one is, what the path says, and the way to the paths beside it. */
export function InspectorHead({ measurement, finding, previous, next, onPath }: InspectorHeadProps) {
  const { model, id } = measurement;
  const button = (label: ReactNode, path: string | undefined) => (
    <button
      type="button"
      className="button"
      disabled={path === undefined}
      onClick={() => path !== undefined && onPath(path)}
    >
      {label}
    </button>
  );
  return (
    <div className="page-head">
      <div>
        <Breadcrumb
          places={[
            allModels,
            { name: model.name, href: modelHref(model.id) },
            { name: 'Path spectrum', href: measurementHref(id) },
            { name: 'Paths' },
          ]}
        />
        <h1>Path inspector</h1>
        <p className="finding">{finding}</p>
      </div>
      <div className={classes.walk}>
        <span className="muted">Path</span>
        {button(<Arrow before />, previous)}
        {button(<Arrow />, next)}
      </div>
    </div>
  );
}

function Arrow({ before = false }: { before?: boolean }) {
  return (
    <span className={classes.arrow}>
      {before && <ArrowMark style={{ transform: 'scaleX(-1)' }} />}
      {before ? 'Previous' : 'Next'}
      {!before && <ArrowMark />}
    </span>
  );
}
