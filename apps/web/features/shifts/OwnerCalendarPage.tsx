import { PageSkeleton } from '../../ui/Skeletons';

export default function OwnerCalendarPage() {
  return <PageSkeleton />;
}
