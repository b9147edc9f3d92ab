import type { Metadata } from 'next';
import { Datasets } from '../../datasets/Datasets.tsx';

export const metadata: Metadata = { title: 'Datasets' };

export default function Page() {
  return <Datasets />;
}
