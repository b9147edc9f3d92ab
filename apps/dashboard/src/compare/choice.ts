import { measurementHref } from '../components/links.ts';
import { plural } from '../format/words.ts';
import { measureLink } from '../measure/form.ts';
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
  /** Of those compared, the ones whose paths are hardly the reference's. */
  otherSeeds: readonly NotCompared[];
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
 * The measurement of each model: of all classes and both scopes before one of some; then of one seed, because the same seed
 * draws the same paths: of the reference's seeds the one that most models were measured with; then the newest. Models without
 * one say why, models of another seed that they have it.
 */
export function chosenSpectra<M extends Measured>(
  models: readonly M[],
  dataset: { id: string; name: string },
): Choice<M, M['spectra'][number]> {
  const compared: { model: M; spectrum: M['spectra'][number] }[] = [];
  const not: NotCompared[] = [];
  const candidates = models.map(({ spectra }) => best(spectra.filter(usable(dataset.id))));
  const seed = commonSeed(candidates.filter((own) => own.length > 0));
  for (const [k, model] of models.entries()) {
    const own = candidates[k] ?? [];
    const spectrum = own.find((candidate) => candidate.seed === seed) ?? own[0];
    if (spectrum) compared.push({ model, spectrum });
    else not.push(notCompared(model, dataset));
  }
  const otherSeeds = compared.flatMap(({ model, spectrum }) =>
    seed === undefined || spectrum.seed === seed ? [] : [otherSeed(model, dataset, { own: spectrum.seed, seed })],
  );
  return { compared, not, otherSeeds };
}

/** Those of all classes and both scopes where there are any, else all; newest first. */
function best<C extends Candidate>(candidates: readonly C[]): readonly C[] {
  const whole = candidates.filter(({ provenance }) => isComparable(parseParameters(provenance.parameters)));
  return whole.length > 0 ? whole : candidates;
}

/** Of the seeds of the first, the reference, the one that most have; of equals the newest. */
function commonSeed([reference = [], ...others]: readonly (readonly Candidate[])[]): number | undefined {
  const having = (seed: number) => others.filter((own) => own.some((candidate) => candidate.seed === seed)).length;
  // A stable sort: of equals the newest stays first.
  return reference.map(({ seed }) => seed).sort((a, b) => having(b) - having(a))[0];
}

function otherSeed(
  { id, name }: Measured,
  dataset: { id: string },
  { own, seed }: { own: number; seed: number },
): NotCompared {
  return {
    name,
    reason: `measured with seed ${own}, the reference with ${seed}, so they share few pairs of images`,
    href: measureLink({ model: id, dataset: dataset.id, seed: String(seed) }),
    action: `Measure it with seed ${seed}`,
  };
}

function notCompared(model: Measured, dataset: { id: string; name: string }): NotCompared {
  const here = model.spectra.filter((candidate) => candidate.dataset.id === dataset.id);
  const going = here.find(({ status }) => status === 'RUNNING' || status === 'QUEUED');
  const { name } = model;
  if (going)
    return {
      name,
      reason: `its path spectrum on ${dataset.name} is not finished yet`,
      href: measurementHref(going.id),
      action: 'Watch it',
    };
  if (model.format === 'EXTERNAL')
    return { name, reason: 'only results of it are kept here, no paths, and no file that could be measured' };
  return {
    name,
    reason: reasonOf(here, dataset.name),
    href: measureLink({ model: model.id, dataset: dataset.id }),
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
  if (path === 'LINEAR' && samples !== null) return `${kind} of ${plural(samples, 'sample')}`;
  if (path === 'LINEAR' && step !== null) return `${kind} at step ${step}`;
  return kind;
}
