'use client';

import { Suspense } from 'react';
import { useQuery } from 'urql';
import { Link } from '../components/Link.tsx';
import { Loading, QueryError } from '../components/States.tsx';
import { useSearchState } from '../components/use-search-state.ts';
import { useTitle } from '../components/use-title.ts';
import { channelWords, shapeWords } from '../format/shape.ts';
import { plural } from '../format/words.ts';
import { ClassDiversity } from './ClassDiversity.tsx';
import { ClassesTable } from './ClassesTable.tsx';
import classes from './Dataset.module.css';
import { DatasetQuery, DiversitiesQuery } from './documents.ts';
import { Images } from './Images.tsx';
import { formatDataset, parseDataset } from './state.ts';

/** One dataset: its classes with how diverse they are, its images, and diversity against frequency. */
export function Dataset({ id }: { id: string }) {
  return (
    <Suspense>
      <Content id={id} />
    </Suspense>
  );
}

function Content({ id }: { id: string }) {
  const [{ data, error }, refetch] = useQuery({ query: DatasetQuery, variables: { id } });
  const [{ data: diverse }] = useQuery({ query: DiversitiesQuery, variables: { id } });
  const diversities = diverse?.dataset?.classes;
  useTitle(data?.dataset?.name);
  const [state, change] = useSearchState(parseDataset, formatDataset);
  if (error) return <QueryError error={error} what="The dataset" retry={refetch} />;
  if (!data) return <Loading what="Loading the dataset…" />;
  const { dataset } = data;
  if (!dataset) {
    return (
      <>
        <h1>No such dataset</h1>
        <p className="finding">
          None has the id {id}. <Link href="/datasets">All datasets</Link>
        </p>
      </>
    );
  }
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{dataset.name}</h1>
          <p className="finding">
            {plural(dataset.imageCount, 'image')} of {plural(dataset.classes.length, 'class', 'classes')},{' '}
            {shapeWords(dataset.imageShape)}; mean {channelWords(dataset.mean)}, std {channelWords(dataset.std)} of
            pixels scaled to 0 to 1.
          </p>
        </div>
      </div>
      <div className={classes.columns}>
        <section aria-labelledby="classes">
          <h2 id="classes">Classes</h2>
          <ClassesTable
            of={dataset.classes}
            diversities={diversities && new Map(diversities.map(({ index, diversity }) => [index, diversity]))}
            chosen={state.class}
            onChoose={(index) => {
              const { class: _, ...others } = state;
              change(index === undefined ? others : { ...others, class: index });
            }}
          />
          {dataset.sha256 && (
            <p className="caption" style={{ marginTop: 8, overflowWrap: 'anywhere' }}>
              sha256 <code>{dataset.sha256}</code>
            </p>
          )}
        </section>
        <div>
          <Images
            key={state.class ?? 'all'}
            dataset={dataset.id}
            classIndex={state.class}
            className={dataset.classes.find(({ index }) => index === state.class)?.name}
          />
          {diversities?.some(({ diversity }) => diversity !== null) && (
            <section aria-label="Class diversity" className={classes.diversity}>
              <ClassDiversity
                dataset={dataset}
                diversities={diversities}
                measurement={state.measurement}
                onMeasurement={(measurement) => change({ ...state, measurement })}
              />
            </section>
          )}
        </div>
      </div>
    </>
  );
}
