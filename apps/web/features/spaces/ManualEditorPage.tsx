import { PageSkeleton } from '../../ui/Skeletons';

export default function ManualEditorPage() {
  return <PageSkeleton />;
}
