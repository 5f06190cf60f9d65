import { PageSkeleton } from '../../ui/Skeletons';

export default function OpenShiftsPage() {
  return <PageSkeleton />;
}
