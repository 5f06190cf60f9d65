import { PageSkeleton } from '../../ui/Skeletons';

export default function OwnerClaimsPage() {
  return <PageSkeleton />;
}
