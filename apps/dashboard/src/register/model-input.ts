import { parseChannels, parseTags } from './text-fields.ts';

/** What the form holds, as typed. */
export interface ModelFields {
  name: string;
  tags: string;
  mean: string;
  std: string;
  scale: string;
  layout: string;
  output: string;
}

export const emptyModel: ModelFields = { name: '', tags: '', mean: '', std: '', scale: '', layout: '', output: '' };

const layouts = ['NCHW', 'NHWC'] as const;
const outputs = ['LOGITS', 'PROBABILITIES'] as const;

/** The input of `registerModel` without its upload, or what has to be mended first. What is left empty is the server's to choose. */
export function modelInput(fields: ModelFields) {
  const tags = parseTags(fields.tags);
  if ('problem' in tags) return tags;
  const mean = parseChannels(fields.mean);
  if ('problem' in mean) return mean;
  const std = parseChannels(fields.std);
  if ('problem' in std) return std;
  const scale: 'BYTE' | 'UNIT' = fields.scale === 'BYTE' ? 'BYTE' : 'UNIT';
  return {
    value: {
      name: fields.name,
      tags: tags.value,
      inputMean: mean.value,
      inputStd: std.value,
      inputScale: scale,
      inputLayout: layouts.find((layout) => layout === fields.layout) ?? null,
      output: outputs.find((output) => output === fields.output) ?? null,
    },
  };
}
