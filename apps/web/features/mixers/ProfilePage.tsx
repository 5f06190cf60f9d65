import { PageSkeleton } from '../../ui/Skeletons';

export default function ProfilePage() {
  return <PageSkeleton />;
}
