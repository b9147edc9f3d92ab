import { searchOf } from '../components/search.ts';

/** Which class's images show, all when left out; and against whose spectrum the classes' diversity is set. */
export interface DatasetState {
  class?: number;
  measurement?: string;
}

export function parseDataset(search: string): DatasetState {
  const given = new URLSearchParams(search);
  const [index, measurement] = [given.get('class'), given.get('measurement')];
  return {
    ...(index !== null && /^\d+$/.test(index) && { class: Number(index) }),
    ...(measurement !== null && measurement !== '' && { measurement }),
  };
}

export function formatDataset({ class: index, measurement }: DatasetState): string {
  const search = new URLSearchParams({
    ...(index !== undefined && { class: String(index) }),
    ...(measurement !== undefined && { measurement }),
  });
  return searchOf(search);
}
