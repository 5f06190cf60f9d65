import { PageSkeleton } from '../../ui/Skeletons';

export default function RuleSetPage() {
  return <PageSkeleton />;
}
