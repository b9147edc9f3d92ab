import { lowerFirst } from './words.ts';

/** What fields are called on the page where the API calls them otherwise, by the API's name. */
export const LABELS = {
  pairsPerGroup: 'Paths a group',
  precision: '95 % half-width',
  classPairs: 'Pairs of classes',
  curvesPerGroup: 'Curves kept',
  maximumImageFrequency: 'Highest image frequency',
  norm: 'Norm of the shift',
  trainSize: 'Training images',
  batchSize: 'Batch size',
  learningRate: 'Learning rate',
  weightDecay: 'Weight decay',
  validationShare: 'Validation share',
  validationDataset: 'Validation images',
  teacherWeight: 'Weight of the teacher’s probabilities',
  stopAtAccuracy: 'Stop at accuracy',
  stopAtLoss: 'Stop at loss',
  inputMean: 'Mean',
  inputStd: 'Std',
  inputScale: 'Pixels',
  inputLayout: 'Axes',
  expiresAt: 'Holds for',
} as const;

/** What the API refuses, and of which field of its input. */
export interface Refusal {
  field?: readonly string[] | null;
  message: string;
}

/**
 * A refusal in the page's words: fields by their labels. A name of several words is one wherever it stands, one that is a word
 * like others only where the sentence begins with it and is about it.
 */
export function refusalWords({ field, message }: Refusal): string {
  const about = field?.at(-1);
  const begun =
    about !== undefined && message.startsWith(`${about} `) ? label(about) + message.slice(about.length) : message;
  return fieldWords(begun);
}

/** What the API warns of, in the page's words. That a measurement is not as precise as asked is said of the half-width. */
export function warningWords(warning: string): string {
  return fieldWords(warning.replace(/^precision(?= was not reached)/, (found) => label(found)));
}

/** A name of several words is a field's wherever it stands. */
function fieldWords(text: string): string {
  return text.replace(/`?\b([a-z]+[A-Z]\w*)\b`?/g, label);
}

function label(found: string, name = found): string {
  const labels: Readonly<Record<string, string>> = LABELS;
  return Object.hasOwn(labels, name) ? lowerFirst(labels[name] ?? found) : found;
}
