import { imagesByClass, type PairStream, pairStream } from '@passband/spectrum';
import { datasetFacts } from '../dataset-facts.ts';
import { EngineError } from '../errors.ts';
import type { ImageSource } from '../images.ts';
import { groupsOf } from './groups.ts';
import type { Group, PathSpectrumParameters } from './types.ts';

/** The two images between which a path lies. */
export interface ImagePair extends Group {
  round: number;
  imageA: number;
  imageB: number;
}

/** The pairs of some rounds, round by round and, within one, in the order of the groups. */
export function* pairsOfRounds(
  parameters: PathSpectrumParameters,
  images: Pick<ImageSource, 'imageCount' | 'imageShape' | 'labels' | 'classes'>,
  firstRound: number,
  roundCount: number,
): Generator<ImagePair> {
  const ofClass = imagesByClass(images.labels, images.classes.length);
  const groups = groupsOf(parameters, datasetFacts(images));
  const streams = new Map<Group, PairStream>();
  for (let round = firstRound; round < firstRound + roundCount; round++) {
    for (const group of groups) {
      const stream = streams.get(group) ?? pairStream(ofClass, group.classA, group.classB, parameters.seed);
      streams.set(group, stream);
      if (round >= stream.possible) throw tooFew(group, stream.possible, round);
      const [imageA, imageB] = stream.pair(round);
      yield { classA: group.classA, classB: group.classB, round, imageA, imageB };
    }
  }
}

function tooFew({ classA, classB }: Group, possible: number, round: number): EngineError {
  return new EngineError(
    `a group must have a pair of images for every round; classes ${classA} and ${classB} have ${possible}, round ${round} was asked for`,
  );
}
