import type { Metadata } from 'next';
import { NoiseFitting } from '../../noise-fitting/NoiseFitting.tsx';

export const metadata: Metadata = { title: 'Noise fitting' };

export default function Page() {
  return <NoiseFitting />;
}
