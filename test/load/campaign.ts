import { xoshiro128 } from '@passband/spectrum';
import type { CampaignModel } from '../../packages/store/src/testing/campaign.ts';

const TAGS: readonly { key: string; values: readonly string[] }[] = [
  { key: 'architecture', values: ['resnet-8', 'resnet-20', 'wide-resnet', 'densenet', 'vgg-11'] },
  { key: 'augmentation', values: ['none', 'flip', 'mixup', 'cutout', 'cutmix', 'augmix', 'noise', 'autoaugment'] },
  { key: 'epochs', values: ['1', '2', '4', '8', '16', '32', '64', '100', '150', '200'] },
];

/** So many models of every combination of tags, trained again with another seed where these are used up, with made up results. */
export function campaignOf(count: number): CampaignModel[] {
  const stream = xoshiro128('load/campaign');
  const noise = (): number => (stream.below(2_000_001) - 1_000_000) / 1e6;
  return Array.from({ length: count }, (_, k) => {
    const { places, tags, seed } = tagsOf(k);
    const quality = 0.6 + 0.03 * places.reduce((sum, place) => sum + place, 0) * 0.5 + 0.02 * noise();
    return {
      name: `${tags.map(({ value }) => value).join(' ')} ${seed}`,
      tags: [...tags, { key: 'seed', value: String(seed) }],
      metrics: {
        accuracy: Math.min(0.99, quality),
        loss: 1.2 - quality + 0.05 * noise(),
        jacobianNorm: 3 + 4 * quality + 0.5 * noise(),
        ...fractions(0.15 - 0.06 * quality + 0.01 * noise(), 0.1 + 0.2 * quality + 0.02 * noise()),
      },
    };
  });
}

const fractions = (within: number, between: number) => ({
  'highFrequencyFraction.within': within,
  'highFrequencyFraction.between': between,
  'mirroredHighFrequencyFraction.within': 0.3 * within,
  'mirroredHighFrequencyFraction.between': 0.3 * between,
});

function tagsOf(k: number): { places: number[]; tags: { key: string; value: string }[]; seed: number } {
  let left = k;
  const places = TAGS.map(({ values }) => {
    const place = left % values.length;
    left = Math.floor(left / values.length);
    return place;
  });
  const tags = TAGS.map(({ key, values }, tag) => ({ key, value: values[places[tag] ?? 0] ?? '' }));
  return { places, tags, seed: left };
}
