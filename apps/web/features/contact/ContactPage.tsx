import { PageSkeleton } from '../../ui/Skeletons';

export default function ContactPage() {
  return <PageSkeleton />;
}
