import { PageSkeleton } from '../../ui/Skeletons';

export default function ShiftEditorPage() {
  return <PageSkeleton />;
}
