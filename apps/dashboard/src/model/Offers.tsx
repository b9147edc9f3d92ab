'use client';

import { TableScroll } from '../components/TableScroll.tsx';
import type { ModelMeasurement, ModelRecord } from './documents.ts';
import { OfferRow } from './OfferRow.tsx';
import classes from './Offers.module.css';
import { missing, offeredForm } from './offers.ts';

interface OffersProps {
  model: ModelRecord;
  dataset: { id: string; name: string };
  /** Of the model on that dataset. */
  measurements: readonly ModelMeasurement[];
  onStarted: () => void;
}

/** What has not been measured yet, each with its cost and one click away; nothing where all is there. */
export function Offers({ model, dataset, measurements, onStarted }: OffersProps) {
  const rows = missing(measurements);
  if (rows.length === 0) return null;
  const architecture = model.tags.find(({ key }) => key === 'architecture')?.value;
  return (
    <section className={classes.offers} aria-labelledby="offers">
      <h2 id="offers">
        Not measured yet <span className="muted">on {dataset.name}</span>
      </h2>
      <TableScroll label="What is not measured yet">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Method</th>
              <th scope="col" className={classes.tells}>
                Says
              </th>
              <th scope="col" className={`numeric ${classes.images}`}>
                Images
              </th>
              <th scope="col" className="numeric">
                Time here
              </th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ offer, underway }) => (
              <OfferRow
                key={offer.kind}
                offer={offer}
                form={offeredForm(offer, {
                  ...{ model: model.id, dataset: dataset.id },
                  architecture,
                })}
                underway={underway}
                onStarted={onStarted}
              />
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}
