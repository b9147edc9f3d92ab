import { parseParameters } from '../measurement/parameters.ts';

/** A path spectrum as it is chosen by. */
interface Candidate {
  id: string;
  seed: number;
  model: { id: string; name: string };
  provenance: { parameters: string };
}

/** What two measurements must share to have the same paths: kind, sampling and seed. */
function sampling({ seed, provenance }: Candidate): string {
  const { path, step, samples, window, classes, classPairs, directions } = parseParameters(provenance.parameters);
  return JSON.stringify([seed, path, step, samples, window, classes, classPairs, directions]);
}

/** The newest measurement of every other model that is of the same paths; `candidates` newest first. By name of the model. */
export function besideChoices<C extends Candidate>(candidates: readonly C[], inspected: Candidate): C[] {
  const wanted = sampling(inspected);
  const newest = new Map<string, C>();
  for (const candidate of candidates) {
    const { id } = candidate.model;
    if (id !== inspected.model.id && !newest.has(id) && sampling(candidate) === wanted) newest.set(id, candidate);
  }
  return [...newest.values()].sort((a, b) => a.model.name.localeCompare(b.model.name, 'en', { numeric: true }));
}

/** Colours that models have elsewhere; where two are the same, the later takes the first that is free. */
export function distinctColours(elsewhere: readonly number[]): number[] {
  const colours: number[] = [];
  for (const colour of elsewhere) {
    let own = colour;
    for (let free = 0; own >= 0 && colours.includes(own); free++) own = free;
    colours.push(own);
  }
  return colours;
}
