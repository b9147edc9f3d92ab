'use client';

import { useQuery } from 'urql';
import { Link } from '../components/Link.tsx';
import { datasetHref } from '../components/links.ts';
import { Loading, QueryError } from '../components/States.tsx';
import { TableScroll } from '../components/TableScroll.tsx';
import { channelWords, shapeWords } from '../format/shape.ts';
import { count, plural } from '../format/words.ts';
import { RegisterDataset } from '../register/RegisterDataset.tsx';
import { DatasetsQuery } from './documents.ts';

/** The datasets that models are measured on. */
export function Datasets() {
  const [{ data, error }, refetch] = useQuery({ query: DatasetsQuery });
  const datasets = data?.datasets;
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Datasets</h1>
          <p className="finding">
            {datasets &&
              `${plural(datasets.length, 'dataset')}. Mean and std define normalised pixel space, the unit of all distances.`}
          </p>
        </div>
        <div>
          <RegisterDataset onRegistered={() => refetch({ requestPolicy: 'network-only' })} />
        </div>
      </div>
      {error && <QueryError error={error} what="The datasets" retry={refetch} />}
      {!datasets && !error && <Loading what="Loading datasets…" />}
      {datasets?.length === 0 && (
        <p className="finding">
          No dataset yet. Drop a file anywhere on this page: .npz, IDX, CIFAR, or a folder of images as .zip or .tar.gz.
        </p>
      )}
      {datasets && datasets.length > 0 && (
        <TableScroll label="Datasets">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Dataset</th>
                <th scope="col" className="numeric">
                  Images
                </th>
                <th scope="col" className="numeric">
                  Classes
                </th>
                <th scope="col" className="numeric">
                  Height × width × channels
                </th>
                <th scope="col" className="numeric">
                  Mean
                </th>
                <th scope="col" className="numeric">
                  Std
                </th>
              </tr>
            </thead>
            <tbody>
              {datasets.map((dataset) => (
                <tr key={dataset.id}>
                  <td>
                    <Link href={datasetHref(dataset.id)}>{dataset.name}</Link>
                  </td>
                  <td className="numeric">{count(dataset.imageCount)}</td>
                  <td className="numeric">{count(dataset.classes.length)}</td>
                  <td className="numeric">{shapeWords(dataset.imageShape)}</td>
                  <td className="numeric">{channelWords(dataset.mean)}</td>
                  <td className="numeric">{channelWords(dataset.std)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </>
  );
}
