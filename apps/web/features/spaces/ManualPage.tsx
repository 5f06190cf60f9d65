import { PageSkeleton } from '../../ui/Skeletons';

export default function ManualPage() {
  return <PageSkeleton />;
}
