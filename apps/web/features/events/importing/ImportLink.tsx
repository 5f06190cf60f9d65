import { useWords } from '../../../lib/words';
import { LinkRow, LinkRows } from '../../../ui/TextLink';
import type { EventDetail } from '../host/host.api';
import { words } from './importing.words';

/** Leads on to the import of a list, while one can be brought in. */
export function ImportLink({ event }: { event: EventDetail }) {
  const w = useWords(words);
  if (event.status !== 'published' || !event.can.invite) return null;
  return (
    <LinkRows>
      <LinkRow to={`/me/events/${event.id}/import`} title={w.link} sub={w.linkSub} />
    </LinkRows>
  );
}
