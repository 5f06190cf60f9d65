import { startOf, useSession } from '../lib/session';
import { useWords } from '../lib/words';
import { ActionLink } from '../ui/ActionButton';
import { EmptyState } from '../ui/EmptyState';
import { Page } from '../ui/Page';
import { words } from './words';

/** An address that leads nowhere. */
export default function NotFoundPage() {
  const w = useWords(words).notFound;
  const { me } = useSession();
  return (
    <Page title={w.title}>
      <EmptyState title={w.detail} action={<ActionLink to={me ? startOf(me) : '/'}>{w.action}</ActionLink>} />
    </Page>
  );
}
