import { PageSkeleton } from '../../ui/Skeletons';

export default function OwnerTodayPage() {
  return <PageSkeleton />;
}
