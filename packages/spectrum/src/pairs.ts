import { type RandomStream, xoshiro128 } from './xoshiro.ts';

/** Two images, or two classes, by index. */
export type Pair = [a: number, b: number];

/** The pairs of one group in the order of drawing, drawn as far as they are asked for and kept. */
export interface PairStream {
  /** How many different pairs the group has. */
  readonly possible: number;
  /** The k-th pair from 0: that of round k. RangeError unless k is a whole number below `possible`. */
  pair(k: number): Pair;
}

/**
 * Indices of the images of each class, in the order of the dataset; an empty list for a class without images.
 * RangeError where a label is not a class index.
 */
export function imagesByClass(labels: ArrayLike<number>, classCount: number): number[][] {
  const images: number[][] = Array.from({ length: classCount }, () => []);
  for (let i = 0; i < labels.length; i++) {
    const ofClass = images[labels[i]!];
    if (!ofClass)
      throw new RangeError(`labels must be whole numbers from 0 to ${classCount - 1}; image ${i} has ${labels[i]}`);
    ofClass.push(i);
  }
  return images;
}

/** How many different pairs of images a group has: n (n - 1) / 2 within a class, n_a n_b between two classes. */
export function possiblePairs(images: readonly (readonly number[])[], classA: number, classB: number): number {
  const a = images[classA]?.length ?? 0;
  // max: of no image 0 * -1 is -0.
  return classA === classB ? Math.max(0, (a * (a - 1)) / 2) : a * (images[classB]?.length ?? 0);
}

/**
 * The pairs (image a, image b) of a group, class a <= class b, from the stream keyed `pairs/SEED/CLASS_A/CLASS_B`.
 * a is drawn before b; a pair of an image with itself, or that was drawn before in either order, is thrown away. So the
 * first n pairs are the same for every count, choice of groups, model and machine. An image may be in several pairs.
 * `images` holds the images of each class by class index, as `imagesByClass` gives them.
 */
export function pairStream(
  images: readonly (readonly number[])[],
  classA: number,
  classB: number,
  seed: number,
): PairStream {
  if (classA > classB) throw new RangeError(`class a must not be above class b; got ${classA} and ${classB}`);
  const stream = xoshiro128(`pairs/${seed}/${classA}/${classB}`);
  return differentPairs(stream, images[classA] ?? [], images[classB] ?? [], possiblePairs(images, classA, classB));
}

/**
 * `count` of the pairs (a, b), a < b, of the given class indices, in order of drawing, from the stream keyed
 * `class-pairs/SEED`; as `pairStream` otherwise. RangeError where there are fewer.
 */
export function drawClassPairs(classes: ArrayLike<number>, count: number, seed: number): Pair[] {
  const sorted = Array.from(classes).sort((a, b) => a - b);
  const possible = possiblePairs([sorted], 0, 0);
  checkCount(
    possible,
    count,
    sorted.length === 1 ? '1 class has' : `${sorted.length.toLocaleString('en-US')} classes have`,
    'pair',
  );
  const stream = differentPairs(xoshiro128(`class-pairs/${seed}`), sorted, sorted, possible);
  return Array.from({ length: count }, (_, k) => {
    const [a, b] = stream.pair(k);
    return [Math.min(a, b), Math.max(a, b)];
  });
}

function differentPairs(
  stream: RandomStream,
  ofA: readonly number[],
  ofB: readonly number[],
  possible: number,
): PairStream {
  const drawn: Pair[] = [];
  const seen = new Set<string>();
  function draw(): void {
    const a = ofA[stream.below(ofA.length)]!;
    const b = ofB[stream.below(ofB.length)]!;
    const key = a < b ? `${a}/${b}` : `${b}/${a}`;
    if (a === b || seen.has(key)) return;
    seen.add(key);
    drawn.push([a, b]);
  }
  function pair(k: number): Pair {
    if (!Number.isInteger(k) || k < 0 || k >= possible) {
      throw new RangeError(`the number of a pair must be a whole number below ${possible}; got ${k}`);
    }
    while (drawn.length <= k) draw();
    const [a, b] = drawn[k]!;
    return [a, b];
  }
  return { possible, pair };
}

/** RangeError where there are fewer than `count`; `owner` ends with its verb. */
export function checkCount(possible: number, count: number, owner: string, noun: string): void {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`a count must be a whole number; got ${count}`);
  if (count <= possible) return;
  const found = `${owner} ${possible.toLocaleString('en-US')} ${noun}${possible === 1 ? '' : 's'}`;
  throw new RangeError(`${found}; ${count.toLocaleString('en-US')} ${count === 1 ? 'was' : 'were'} asked for`);
}
