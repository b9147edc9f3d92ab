import type { Metadata } from 'next';
import { Dataset } from '../../../datasets/Dataset.tsx';

export const metadata: Metadata = { title: 'Dataset' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <Dataset id={decodeURIComponent(id)} />;
}
