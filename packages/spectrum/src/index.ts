export { cutout } from './augmentation/cutout.ts';
export { distil } from './augmentation/distillation.ts';
export { augmentationStream, epochOrder } from './augmentation/epoch-order.ts';
export { flipAndCrop } from './augmentation/flip-crop.ts';
export { addImageNoise, imageNoise } from './augmentation/image-noise.ts';
export { mixUp } from './augmentation/mixup.ts';
export { classDiversity } from './class-diversity.ts';
export { type ClassRun, consistentDistance, mostLikely, mostLikelyRuns } from './consistent-distance.ts';
export { type BoundedValue, pearson, spearman, withinGroups } from './correlation.ts';
export { type Estimate, estimate, estimateOf, ScopeMoments, scopeEstimate } from './estimate.ts';
export { fourierBasisImage, fourierCompositeImage, imageFrequency } from './fourier-basis.ts';
export { type FourierPart, FourierPath, fourierPathWindow } from './fourier-path.ts';
export { type CutoffUnit, fraction, fractionAbove, highFrequencyFraction } from './fraction.ts';
export type { ImageShape } from './image-shape.ts';
export { drawImages } from './images.ts';
export { jacobianNormEstimate, squaredDifference } from './jacobian-norm.ts';
export { crossEntropySum, noiseFitting, waveFitting } from './label-losses.ts';
export { largestSmoothing, smoothLabels, smoothUniformly } from './label-smoothing.ts';
export {
  type LabelWave,
  type WaveScale,
  waveCoordinates,
  waveDeviation,
  waveScale,
  waveStrength,
} from './label-wave.ts';
export { MINIMUM_SAMPLES, pathPositions, pathSampleCount, type Sampling } from './linear-path.ts';
export {
  frequencyAxis,
  GroupSpectrum,
  type MeanSpectrum,
  resampleSpectrum,
  scopeMeanSpectrum,
} from './mean-spectrum.ts';
export { Moments } from './moments.ts';
export { type PairedDifference, type PairedValues, paired, pairedScope } from './paired.ts';
export { drawClassPairs, imagesByClass, type PairStream, pairStream } from './pairs.ts';
export { randomDirection } from './random-direction.ts';
export { regression } from './regression.ts';
export { SPECTRUM_ESTIMATORS, type SpectrumEstimator, spectrum, spectrumLength } from './spectrum.ts';
export { PairedSpectra, ScopeRatio, type SpectrumRatio } from './spectrum-ratio.ts';
export { standardNormals } from './standard-normals.ts';
export { type Proportion, wilson } from './wilson.ts';
export { type RandomStream, xoshiro128 } from './xoshiro.ts';
