import { PageSkeleton } from '../../ui/Skeletons';

export default function AuditPage() {
  return <PageSkeleton />;
}
