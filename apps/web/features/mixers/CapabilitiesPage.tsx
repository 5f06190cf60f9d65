import { PageSkeleton } from '../../ui/Skeletons';

export default function CapabilitiesPage() {
  return <PageSkeleton />;
}
