import { PageSkeleton } from '../../ui/Skeletons';

export default function DocumentPage() {
  return <PageSkeleton />;
}
