import { MeasurementPage } from '../../../measurement/MeasurementPage.tsx';

export const metadata = { title: 'Measurement' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <MeasurementPage id={decodeURIComponent(id)} />;
}
