import { Suspense } from 'react';
import { MeasurePage } from '../../measure/MeasurePage.tsx';

export const metadata = { title: 'Measure' };

export default function Page() {
  return (
    <Suspense>
      <MeasurePage />
    </Suspense>
  );
}
