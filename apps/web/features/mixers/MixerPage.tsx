import { PageSkeleton } from '../../ui/Skeletons';

export default function MixerPage() {
  return <PageSkeleton />;
}
