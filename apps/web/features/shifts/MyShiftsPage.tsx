import { PageSkeleton } from '../../ui/Skeletons';

export default function MyShiftsPage() {
  return <PageSkeleton />;
}
