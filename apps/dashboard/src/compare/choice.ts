import { isComparable, parseParameters } from '../measurement/parameters.ts';

/** A path spectrum of a model, as it is chosen by. */
export interface Candidate {
  id: string;
  status: string;
  seed: number;
  createdAt: string;
  dataset: { id: string; name: string };
  provenance: { parameters: string };
}

interface Measured {
  id: string;
  name: string;
  format: string;
  /** Newest first. */
  spectra: readonly Candidate[];
}

/** Why a model is not among those compared, and what would make it so. */
export interface NotCompared {
  name: string;
  reason: string;
  /** A page that leads to it; undefined where nothing can be measured. */
  href?: string;
  action?: string;
}

export interface Choice<M, C> {
  compared: readonly { model: M; spectrum: C }[];
  not: readonly NotCompared[];
}

/**
 * Whether its spectrum lies on the axis that those of others do: linear paths at step 1 within classes or between them, of all
 * classes or only some.
 */
function isOnDefaultAxis(candidate: Candidate): boolean {
  const { path, step, samples } = parseParameters(candidate.provenance.parameters);
  return path === 'LINEAR' && step === 1 && samples === null;
}

const usable = (dataset: string) => (candidate: Candidate) =>
  candidate.dataset.id === dataset && candidate.status === 'SUCCEEDED' && isOnDefaultAxis(candidate);

/** The datasets that the models have a usable spectrum on, those of most models first, then in order of appearance. */
export function datasetsOf(models: readonly Measured[]): { id: string; name: string; models: number }[] {
  const found = new Map<string, { id: string; name: string; models: number }>();
  for (const { spectra } of models) {
    const own = new Map(spectra.map(({ dataset }) => [dataset.id, dataset]));
    for (const { id, name } of own.values()) {
      if (!spectra.some(usable(id))) continue;
      const known = found.get(id) ?? { id, name, models: 0 };
      found.set(id, { ...known, models: known.models + 1 });
    }
  }
  return [...found.values()].sort((a, b) => b.models - a.models);
}

/**
 * The measurement of each model: the newest that succeeded, of all classes and both scopes before one of some; with the
 * reference's seed before another, because the same seed draws the same paths. Models without one say why.
 */
export function chosenSpectra<M extends Measured>(
  models: readonly M[],
  dataset: { id: string; name: string },
): Choice<M, M['spectra'][number]> {
  const compared: { model: M; spectrum: M['spectra'][number] }[] = [];
  const not: NotCompared[] = [];
  for (const model of models) {
    const spectrum = bestOf(model.spectra.filter(usable(dataset.id)), compared[0]?.spectrum.seed);
    if (spectrum) compared.push({ model, spectrum });
    else not.push(notCompared(model, dataset));
  }
  return { compared, not };
}

function bestOf<C extends Candidate>(candidates: readonly C[], seed: number | undefined): C | undefined {
  const score = (candidate: C) =>
    (isComparable(parseParameters(candidate.provenance.parameters)) ? 2 : 0) + (candidate.seed === seed ? 1 : 0);
  // A stable sort: of equals the newest stays first.
  return [...candidates].sort((a, b) => score(b) - score(a))[0];
}

function notCompared(model: Measured, dataset: { id: string; name: string }): NotCompared {
  const here = model.spectra.filter((candidate) => candidate.dataset.id === dataset.id);
  const going = here.find(({ status }) => status === 'RUNNING' || status === 'QUEUED');
  const { name } = model;
  if (going)
    return {
      name,
      reason: `its path spectrum on ${dataset.name} is not finished yet`,
      href: `/measurements/${encodeURIComponent(going.id)}`,
      action: 'Watch it',
    };
  if (model.format === 'EXTERNAL')
    return { name, reason: 'only results of it are kept here, no paths, and no file that could be measured' };
  return {
    name,
    reason: reasonOf(here, dataset.name),
    href: `/measure?${new URLSearchParams({ model: model.id, dataset: dataset.id })}`,
    action: 'Measure it',
  };
}

function reasonOf(here: readonly Candidate[], dataset: string): string {
  const done = here.filter(({ status }) => status === 'SUCCEEDED');
  const [newest] = done;
  if (newest) return `on ${dataset} it has ${samplingWords(newest)} only, the others linear paths at step 1`;
  if (here.some(({ status }) => status === 'FAILED')) return `its path spectrum on ${dataset} failed`;
  return `it has no path spectrum on ${dataset}`;
}

function samplingWords({ provenance }: Candidate): string {
  const { path, step, samples } = parseParameters(provenance.parameters);
  const kind = path === null ? 'other paths' : `${path.toLowerCase()} paths`;
  if (path === 'LINEAR' && samples !== null) return `${kind} of ${samples} samples`;
  if (path === 'LINEAR' && step !== null) return `${kind} at step ${step}`;
  return kind;
}
