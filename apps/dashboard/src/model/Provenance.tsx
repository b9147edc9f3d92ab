import type { ReactNode } from 'react';
import { CopyButton } from '../components/CopyButton.tsx';
import { byteWords } from '../format/bytes.ts';
import { count, plural, words } from '../format/words.ts';
import type { FedModel, MeasuredDataset, MeasurementHead } from '../measurement/fragments.ts';
import { repeatCommand } from './command.ts';
import classes from './Provenance.module.css';
import { distanceWords } from './sentences.ts';

/** Where the numbers come from, and how to get them again. */
export function Provenance({
  model,
  dataset,
  measurement,
}: {
  model: FedModel;
  dataset: MeasuredDataset | null;
  measurement: MeasurementHead | null;
}) {
  const command =
    measurement === null || dataset === null
      ? null
      : repeatCommand({ method: measurement.method, parameters: measurement.provenance.parameters, dataset, model });
  return (
    <section aria-labelledby="provenance">
      <div className={classes.head}>
        <h2 id="provenance">Provenance</h2>
        {command !== null && (
          <CopyButton text={command} label="Copy command" otherwise="Select the line to copy it" className="action" />
        )}
      </div>
      <dl className={classes.list}>
        <Row name="Format">{formatWords(model)}</Row>
        <Row name="Input">{inputWords(model)}</Row>
        <Row name="Fed with">{fedWords(model)}</Row>
        {dataset !== null && (
          <>
            <Row name="Dataset">{`${dataset.name}, ${plural(dataset.imageCount, 'image')}`}</Row>
            <Row name="Unit of distance">{distanceWords(dataset.mean, dataset.std)}</Row>
          </>
        )}
        <Row name="sha256 of model">
          <Hash value={model.sha256} />
        </Row>
        {measurement !== null && (
          <>
            <Row name="sha256 of dataset">
              <Hash value={measurement.provenance.datasetSha256} />
            </Row>
            <Row name="sha256 of parameters">
              <Hash value={measurement.provenance.parametersSha256} />
            </Row>
            <Row name="Ran on">
              {[measurement.runtime, measurement.provenance.device].filter((part) => part !== null).join(', ') ||
                'nothing yet'}
            </Row>
            <Row name="Passband">{measurement.provenance.passbandVersion}</Row>
          </>
        )}
        {command !== null && (
          <Row name="Repeat it" wide>
            <code>{command}</code>
          </Row>
        )}
      </dl>
    </section>
  );
}

function Row({ name, wide = false, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? classes.wide : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Hash({ value }: { value: string | null }) {
  return value === null ? <>no file here</> : <code title={value}>{value}</code>;
}

function formatWords({ format, sizeBytes, output, parameterCount }: FedModel): string {
  const parts = [
    format === 'EXTERNAL' ? 'results only, no file here' : format.replaceAll('_', ' '),
    sizeBytes === null ? null : byteWords(sizeBytes),
    parameterCount === null ? null : plural(parameterCount, 'parameter'),
    output === null ? null : words(output),
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function inputWords({ inputShape, classCount }: FedModel): string {
  const shape =
    inputShape === null ? 'unknown shape' : inputShape.map((size) => (size < 0 ? 'any' : count(size))).join(' × ');
  return classCount === null ? shape : `${shape}, ${plural(classCount, 'class', 'classes')}`;
}

function fedWords({ inputMean, inputStd, inputScale, inputLayout }: FedModel): string {
  const pixels = inputScale === 'BYTE' ? 'pixels 0 to 255' : 'pixels 0 to 1';
  const normalised =
    inputMean === null || inputStd === null
      ? "the dataset's mean and std"
      : `mean ${inputMean.join(', ')}, std ${inputStd.join(', ')}`;
  return [pixels, normalised, inputLayout].filter((part) => part !== null).join(', ');
}
