import { drawImages, imagesByClass, type PairStream, pairStream } from '@passband/spectrum';
import { datasetFacts } from '../dataset-facts.ts';
import { EngineError } from '../errors.ts';
import type { ImageSource } from '../images.ts';
import { chosenClasses, groupsOf } from './groups.ts';
import type { Group, PathSpectrumParameters } from './types.ts';

/** The two images between which a path lies, or the one at which it begins. */
export interface PathEnds extends Group {
  round: number;
  imageA: number;
  /** Null for DIRECTION. */
  imageB: number | null;
}

type Labels = Pick<ImageSource, 'imageCount' | 'imageShape' | 'labels' | 'classes'>;

/** The ends of the paths of some rounds, round by round and, within one, in the order of the groups. */
export function* endsOfRounds(
  parameters: PathSpectrumParameters,
  images: Labels,
  firstRound: number,
  roundCount: number,
): Generator<PathEnds> {
  const groups = groupsOf(parameters, datasetFacts(images));
  const rounds = firstRound + roundCount;
  const endsOf = parameters.path === 'DIRECTION' ? startsOf(parameters, images, rounds) : pairsOf(parameters, images);
  for (let round = firstRound; round < rounds; round++)
    for (const group of groups) yield { ...group, round, ...endsOf(group, round) };
}

type Ends = (group: Group, round: number) => Pick<PathEnds, 'imageA' | 'imageB'>;

/** Round k of a group has its k-th pair. */
function pairsOf({ seed }: PathSpectrumParameters, images: Labels): Ends {
  const ofClass = imagesByClass(images.labels, images.classes.length);
  const streams = new Map<Group, PairStream>();
  return (group, round) => {
    const { classA, classB } = group;
    const stream = streams.get(group) ?? pairStream(ofClass, classA, classB, seed);
    streams.set(group, stream);
    if (round >= stream.possible)
      throw new EngineError(
        `a group must have a pair of images for every round; classes ${classA} and ${classB} have ${stream.possible}, round ${round} was asked for`,
      );
    const [imageA, imageB] = stream.pair(round);
    return { imageA, imageB };
  };
}

/** Round k of every direction begins at the k-th start image of the class. */
function startsOf(parameters: PathSpectrumParameters, images: Labels, rounds: number): Ends {
  const classes = chosenClasses(parameters, datasetFacts(images));
  const drawn = drawnStarts(images.labels, rounds, parameters.seed, classes);
  const starts = new Map(classes.map((index, k) => [index, drawn[k]]));
  return ({ classA }, round) => {
    const imageA = starts.get(classA)?.[round];
    if (imageA === undefined)
      throw new RangeError(`a group must be of one of the classes; class ${classA} has no start image ${round}`);
    return { imageA, imageB: null };
  };
}

function drawnStarts(labels: Uint16Array, rounds: number, seed: number, classes: readonly number[]): number[][] {
  try {
    return drawImages(labels, rounds, seed, 'direction', classes);
  } catch (error) {
    throw error instanceof RangeError ? new EngineError(error.message) : error;
  }
}
