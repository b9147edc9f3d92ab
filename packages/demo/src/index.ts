import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dataFolder } from './data-folder.ts';

export { dataFolder };

/** The published metrics of the 447 networks of "Models Out of Line" (arXiv 2207.04075), MIT licence. */
export function robustnetsFile(): string {
  return path.join(dataFolder(), 'robustnets-metrics.json');
}

/** One of the demo's trained networks: an ONNX file and the tags that say how it was trained. */
export interface DemoNetwork {
  name: string;
  /** Absolute path of the ONNX file. */
  file: string;
  /** In the manifest's order, numbers as a person would type them. */
  tags: { key: string; value: string }[];
}

interface Manifest {
  dataset: { name: string; file: string };
  networks: { name: string; file: string; tags: Record<string, string | number> }[];
}

/** The demo's images and networks, from the manifest that the training script wrote. */
export function readDemo(): { dataset: { name: string; file: string }; networks: DemoNetwork[] } {
  const folder = dataFolder();
  const manifest = JSON.parse(readFileSync(path.join(folder, 'networks.json'), 'utf8')) as Manifest;
  return {
    dataset: { name: manifest.dataset.name, file: path.join(folder, manifest.dataset.file) },
    networks: manifest.networks.map(({ name, file, tags }) => ({
      name,
      file: path.join(folder, file),
      tags: Object.entries(tags).map(([key, value]) => ({ key, value: String(value) })),
    })),
  };
}
