import { PageSkeleton } from '../../ui/Skeletons';

export default function AdminSpacePage() {
  return <PageSkeleton />;
}
