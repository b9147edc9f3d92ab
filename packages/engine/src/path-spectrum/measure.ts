import { datasetFacts } from '../dataset-facts.ts';
import type { RunContext } from '../run-context.ts';
import { groupsOf, scopeOf } from './groups.ts';
import { LEAST_ROUNDS, PrecisionStop } from './precision.ts';
import { runPathSpectrum } from './run.ts';
import type { PathRecord, PathScope, PathSpectrumParameters } from './types.ts';

/** How many rounds may be held at a time, as the caller's memory allows. */
export interface MeasureOptions {
  roundsHeld: number;
}

/**
 * A whole path spectrum in this process: the paths that are kept, some rounds at a time, by round, then group. With
 * `precision` each scope goes on by itself until it stops; what was computed beyond is thrown away.
 */
export async function* measurePathSpectrum(
  parameters: PathSpectrumParameters,
  context: RunContext,
  { roundsHeld }: MeasureOptions,
): AsyncGenerator<PathRecord[]> {
  const scopes = new Scopes(parameters);
  let before = 0;
  for (let firstRound = 0; firstRound < parameters.pairsPerGroup && scopes.left.length; ) {
    const most = Math.min(roundsHeld, parameters.pairsPerGroup - firstRound);
    const roundCount = Math.min(most, parameters.precision === undefined ? most : fewRounds(firstRound));
    const shard = {
      method: 'PATH_SPECTRUM' as const,
      parameters: { ...parameters, scopes: [...scopes.left] },
      firstRound,
      roundCount,
    };
    const imagesBefore = before;
    const onProgress = (done: number): void => {
      before = imagesBefore + done;
      context.onProgress?.(before);
    };
    const paths = await runPathSpectrum(shard, { ...context, onProgress });
    const groups = groupsOf(shard.parameters, datasetFacts(context.images)).length;
    yield scopes.kept(roundsOf(paths, groups));
    firstRound += roundCount;
  }
}

/** At first as many as there must be, then a quarter more at a time, so that little is thrown away. */
function fewRounds(done: number): number {
  return done < LEAST_ROUNDS ? LEAST_ROUNDS - done : Math.max(1, Math.floor(done / 4));
}

function roundsOf(paths: readonly PathRecord[], groups: number): PathRecord[][] {
  return Array.from({ length: paths.length / groups }, (_, k) => paths.slice(k * groups, (k + 1) * groups));
}

/** The scopes of a measurement that go on. */
class Scopes {
  left: PathScope[];
  private readonly stops: Map<PathScope, PrecisionStop>;

  constructor({ scopes, precision }: PathSpectrumParameters) {
    this.left = [...scopes];
    this.stops = new Map(precision === undefined ? [] : scopes.map((scope) => [scope, new PrecisionStop(precision)]));
  }

  /** The paths of these rounds that are of a scope which had not stopped before. */
  kept(rounds: readonly (readonly PathRecord[])[]): PathRecord[] {
    const kept: PathRecord[] = [];
    for (const round of rounds) {
      const going = new Set(this.left);
      const own = round.filter((path) => going.has(scopeOf(path)));
      kept.push(...own);
      this.left = this.left.filter(
        (scope) => !this.stops.get(scope)?.addRound(own.filter((path) => scopeOf(path) === scope)),
      );
    }
    return kept;
  }
}
