import { PageSkeleton } from '../../ui/Skeletons';

export default function SpaceSettingsPage() {
  return <PageSkeleton />;
}
