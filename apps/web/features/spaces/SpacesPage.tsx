import { PageSkeleton } from '../../ui/Skeletons';

export default function SpacesPage() {
  return <PageSkeleton />;
}
