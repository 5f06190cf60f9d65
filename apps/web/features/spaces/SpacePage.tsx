import { PageSkeleton } from '../../ui/Skeletons';

export default function SpacePage() {
  return <PageSkeleton />;
}
