import { PageSkeleton } from '../../ui/Skeletons';

export default function AdminSpacesPage() {
  return <PageSkeleton />;
}
