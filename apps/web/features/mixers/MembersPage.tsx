import { PageSkeleton } from '../../ui/Skeletons';

export default function MembersPage() {
  return <PageSkeleton />;
}
