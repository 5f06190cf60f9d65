import { PageSkeleton } from '../../ui/Skeletons';

export default function InboxPage() {
  return <PageSkeleton />;
}
