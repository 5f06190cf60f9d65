import { PageSkeleton } from '../../ui/Skeletons';

export default function JoinSpacePage() {
  return <PageSkeleton />;
}
