import { ask } from './passband.ts';

/** A page to look at: where it is, and what is on it once it is drawn. */
export interface PageToSee {
  name: string;
  route: string;
  drawn: string;
}

interface Ids {
  models: { edges: { node: { id: string } }[] };
  measurements: { edges: { node: { id: string; path: string; precision: number | null } }[] };
  datasets: { id: string }[];
}

/** Once the cost is known: what waits for it is dimmed. */
const FORM = 'form [data-stale="false"]';

/** Every page of a server that has models, spectra of straight paths and images. */
export async function pagesOf(url: string): Promise<PageToSee[]> {
  const { models, measurements, datasets } = await ask<Ids>(
    url,
    'query { models(first: 3) { edges { node { id } } } measurements(first: 20, filter: { method: PATH_SPECTRUM }) { edges { node { id ... on PathSpectrumMeasurement { path precision } } } } datasets { id } }',
  );
  const [first, ...others] = models.edges.map(({ node }) => node.id);
  const measurement = measurements.edges.find(({ node }) => node.path === 'LINEAR' && node.precision === null)?.node.id;
  return [
    { name: 'overview', route: '/', drawn: 'figure svg' },
    { name: 'models', route: '/models', drawn: 'tbody tr' },
    { name: 'model', route: `/models/${first}`, drawn: 'figure svg' },
    { name: 'compare', route: `/compare?${[first, ...others].map((id) => `m=${id}`).join('&')}`, drawn: 'figure svg' },
    { name: 'noise-fitting', route: '/noise-fitting', drawn: 'figure svg' },
    { name: 'measure', route: '/measure', drawn: FORM },
    { name: 'measure-heat-map', route: '/measure?method=FOURIER_HEAT_MAP', drawn: FORM },
    { name: 'measure-directions', route: '/measure?path=DIRECTION', drawn: FORM },
    { name: 'measurement', route: `/measurements/${measurement}`, drawn: 'figure svg' },
    { name: 'paths', route: `/measurements/${measurement}/paths`, drawn: 'figure svg' },
    { name: 'datasets', route: '/datasets', drawn: 'a[href^="/datasets/"]' },
    { name: 'dataset', route: `/datasets/${datasets[0]?.id}`, drawn: 'img' },
    { name: 'server', route: '/server', drawn: 'table' },
  ];
}
