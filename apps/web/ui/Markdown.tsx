import { lazy, Suspense } from 'react';
import { LineSkeleton } from './Skeletons';

const MarkdownText = lazy(() => import('./MarkdownText'));

interface MarkdownProps {
  /** Markdown as a person wrote it. HTML in it is shown as nothing, pictures are left out, headings start at level 2. */
  children: string;
}

/** Somebody's text (a manual, a description). The renderer is loaded when the first text is shown. */
export function Markdown({ children }: MarkdownProps) {
  return (
    <Suspense fallback={<LineSkeleton count={4} />}>
      <MarkdownText>{children}</MarkdownText>
    </Suspense>
  );
}
