import { useRouteError } from 'react-router';
import { useWords } from '../lib/words';
import { ActionButton } from '../ui/ActionButton';
import { EmptyState } from '../ui/EmptyState';
import { Page } from '../ui/Page';
import { words } from './words';

/** What remains when a screen breaks: the frame, words, and a way on. A file that a new version replaced is no fault. */
export function CrashScreen() {
  const w = useWords(words).crash;
  const error = useRouteError();
  const outdated = error instanceof Error && /dynamically imported module|module script failed|Failed to fetch/i.test(error.message);
  const { title, detail } = outdated ? w.newVersion : w;
  return (
    <Page title={title}>
      <EmptyState title={title} action={<ActionButton onClick={() => location.reload()}>{w.reload}</ActionButton>}>
        {detail}
      </EmptyState>
    </Page>
  );
}
