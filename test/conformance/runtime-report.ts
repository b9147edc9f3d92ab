import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataset } from '@passband/datasets';
import {
  type ImageSource,
  type OpenClassifierOptions,
  openClassifier,
  type RuntimeAdapter,
  runsFormat,
} from '@passband/engine';
import { CHECKS, IMAGES, type Subject } from './checks.ts';
import { MODELS, type Model, NAN_MODELS } from './models.ts';
import { isOnGpu, spectraOf } from './spectra.ts';
import { fedImages } from './values.ts';

/** What a runtime did on the list. */
export interface RuntimeReport {
  runtime: string;
  device: string;
  /** What it failed, by check and model; `skipped` says nothing of this runtime. */
  checks: { id: string; file: string; outcome: 'holds' | 'fails' | 'skipped'; message: string }[];
  /** Spectra of some paths by network, one after another. */
  spectra: { network: string; file: string; values: number[][] }[];
}

const feed = { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null } as const;

/** Runs the list on one runtime over every model of its formats. */
export async function conformanceOf(adapters: readonly RuntimeAdapter[], runtime: string): Promise<RuntimeReport> {
  const report: RuntimeReport = { runtime, device: '', checks: [], spectra: [] };
  for (const model of MODELS.filter(({ format }) => runsFormat(runtime, format)))
    await withImages(model, (images) => checkModel(adapters, model, images, report));
  return report;
}

async function checkModel(
  adapters: readonly RuntimeAdapter[],
  model: Model,
  images: ImageSource,
  report: RuntimeReport,
): Promise<void> {
  const subject = await subjectOf(adapters, model, images, report.runtime);
  report.device = subject.classifier.device;
  try {
    const first = MODELS.find(({ format }) => format === model.format) === model;
    for (const check of CHECKS.filter(({ once }) => first || !once)) {
      const message = await check.run(subject).catch((error: unknown) => `it threw ${String(error)}`);
      const outcome = message === undefined ? 'skipped' : message === null ? 'holds' : 'fails';
      report.checks.push({ id: check.id, file: nameOf(model), outcome, message: message ?? '' });
    }
    const values = await spectraOf(subject.classifier, images, feed);
    report.spectra.push({ network: model.network, file: nameOf(model), values });
  } finally {
    await subject.classifier.close();
  }
}

async function subjectOf(
  adapters: readonly RuntimeAdapter[],
  { file, format }: Model,
  images: ImageSource,
  runtime: string,
): Promise<Subject> {
  const [height, width, channels] = images.imageShape;
  const options: OpenClassifierOptions = { runtime, feed, output: null, imageShape: images.imageShape, threads: 1 };
  const wide: OpenClassifierOptions = { ...options, imageShape: [height, width + 1, channels] };
  const nan = NAN_MODELS.find((one) => one.format === format);
  const classifier = await openClassifier(adapters, file, { ...options, threads: 2 });
  return {
    classifier,
    images: await fedImages(images, classifier.inputLayout, IMAGES),
    imageSize: height * width * channels,
    tolerance: isOnGpu(runtime) ? 1e-4 : 1e-5,
    open: () => openClassifier(adapters, file, options),
    openForOtherImages: () => openClassifier(adapters, file, wide),
    openNan:
      nan === undefined
        ? null
        : () => withImages(nan, ({ imageShape }) => openClassifier(adapters, nan.file, { ...options, imageShape })),
  };
}

async function withImages<T>(model: Model, use: (images: ImageSource) => Promise<T>): Promise<T> {
  const workFolder = await mkdtemp(join(tmpdir(), 'passband-conformance-'));
  try {
    const images = await openDataset(model.dataset, { workFolder });
    try {
      return await use(images);
    } finally {
      await images.close();
    }
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

function nameOf({ file }: Model): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
