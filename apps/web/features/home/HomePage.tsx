import { PageSkeleton } from '../../ui/Skeletons';

export default function HomePage() {
  return <PageSkeleton />;
}
