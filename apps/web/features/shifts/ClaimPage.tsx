import { PageSkeleton } from '../../ui/Skeletons';

export default function ClaimPage() {
  return <PageSkeleton />;
}
