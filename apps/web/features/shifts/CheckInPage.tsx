import { PageSkeleton } from '../../ui/Skeletons';

export default function CheckInPage() {
  return <PageSkeleton />;
}
