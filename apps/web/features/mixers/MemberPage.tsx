import { PageSkeleton } from '../../ui/Skeletons';

export default function MemberPage() {
  return <PageSkeleton />;
}
