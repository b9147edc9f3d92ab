import { Overview } from '../overview/Overview.tsx';

export default function Page() {
  return <Overview />;
}
