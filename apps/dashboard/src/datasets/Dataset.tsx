'use client';

import Link from 'next/link';
import { Suspense } from 'react';
import { useQuery } from 'urql';
import { Loading, QueryError } from '../components/States.tsx';
import { useSearchState } from '../components/use-search-state.ts';
import { useTitle } from '../components/use-title.ts';
import { channelWords, shapeWords } from '../format/shape.ts';
import { count, plural } from '../format/words.ts';
import classes from './Dataset.module.css';
import { DatasetQuery } from './documents.ts';
import { Images } from './Images.tsx';
import { formatClass, parseClass } from './state.ts';

/** One dataset: its classes and its images. */
export function Dataset({ id }: { id: string }) {
  return (
    <Suspense>
      <Content id={id} />
    </Suspense>
  );
}

function Content({ id }: { id: string }) {
  const [{ data, error }, refetch] = useQuery({ query: DatasetQuery, variables: { id } });
  useTitle(data?.dataset?.name);
  const [state, change] = useSearchState(parseClass, formatClass);
  if (error)
    return <QueryError error={error} what="The dataset" retry={() => refetch({ requestPolicy: 'network-only' })} />;
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
          <table className="table">
            <thead>
              <tr>
                <th scope="col" className="numeric">
                  Index
                </th>
                <th scope="col">Class</th>
                <th scope="col" className="numeric">
                  Images
                </th>
              </tr>
            </thead>
            <tbody>
              {dataset.classes.map(({ index, name, imageCount }) => (
                <tr key={index} className={index === state.class ? classes.chosen : undefined}>
                  <td className="numeric">{index}</td>
                  <td>
                    <button
                      type="button"
                      className="link"
                      aria-pressed={index === state.class}
                      onClick={() => change(index === state.class ? {} : { class: index })}
                    >
                      {name}
                    </button>
                  </td>
                  <td className="numeric">{count(imageCount)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {dataset.sha256 && (
            <p className="caption" style={{ marginTop: 8, overflowWrap: 'anywhere' }}>
              sha256 <code>{dataset.sha256}</code>
            </p>
          )}
        </section>
        <Images
          key={state.class ?? 'all'}
          dataset={dataset.id}
          classIndex={state.class}
          className={dataset.classes.find(({ index }) => index === state.class)?.name}
        />
      </div>
    </>
  );
}
