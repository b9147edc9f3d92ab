'use client';

import { useState } from 'react';
import { useQuery } from 'urql';
import { Loading, QueryError } from '../components/States.tsx';
import { count } from '../format/words.ts';
import classes from './Dataset.module.css';
import { ImagesQuery } from './documents.ts';

interface ImagesProps {
  dataset: string;
  classIndex: number | undefined;
  className: string | undefined;
}

/** Images in the dataset's order, a page at a time. */
export function Images({ dataset, classIndex, className }: ImagesProps) {
  const [pages, setPages] = useState<(string | null)[]>([null]);
  return (
    <section aria-labelledby="images">
      <h2 id="images">{className === undefined ? 'Images' : `Images of ${className}`}</h2>
      {pages.map((after, index) => (
        <Page
          key={after ?? ''}
          {...{ dataset, classIndex, after }}
          last={index === pages.length - 1}
          onMore={(cursor) => setPages([...pages, cursor])}
        />
      ))}
    </section>
  );
}

interface PageProps {
  dataset: string;
  classIndex: number | undefined;
  after: string | null;
  last: boolean;
  onMore: (cursor: string) => void;
}

function Page({ dataset, classIndex, after, last, onMore }: PageProps) {
  const [{ data, error }, refetch] = useQuery({
    query: ImagesQuery,
    variables: { id: dataset, class: classIndex ?? null, after },
    requestPolicy: 'cache-first',
  });
  if (error)
    return <QueryError error={error} what="The images" retry={() => refetch({ requestPolicy: 'network-only' })} />;
  const images = data?.dataset?.images;
  if (!images) return <Loading what="Loading images…" height={280} />;
  const { endCursor, hasNextPage } = images.pageInfo;
  if (images.totalCount === 0)
    return <p className="finding">There are none here: only results are known on this dataset.</p>;
  return (
    <>
      <ul className={classes.images}>
        {images.edges.map(({ node }) => (
          <li key={node.index}>
            {/* biome-ignore lint/performance/noImgElement: pixels as they are stored */}
            <img
              src={node.url}
              alt={`${node.class.name}, number ${node.index}`}
              title={`${node.class.name}, number ${node.index}`}
              loading="lazy"
            />
          </li>
        ))}
      </ul>
      {last && hasNextPage && endCursor && (
        <button type="button" className="link" onClick={() => onMore(endCursor)}>
          Load more of {count(images.totalCount)}
        </button>
      )}
    </>
  );
}
