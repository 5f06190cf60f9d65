import { useWords } from '../../../lib/words';
import { EventIcon } from '../../../ui/icons';
import { LinkRow, LinkRows } from '../../../ui/TextLink';
import { words } from './space.words';
import { useProposalCount } from './useProposalCount';

/** On the owner's day: proposals of events that wait for an answer. Nothing when there are none. */
export function ProposalsRow({ spaceId }: { spaceId: string }) {
  const w = useWords(words).today;
  const waiting = useProposalCount(spaceId);
  if (waiting === 0) return null;
  return (
    <LinkRows>
      <LinkRow to={`/spaces/${spaceId}/events?about=toAnswer`} icon={<EventIcon />} title={w.title(waiting)} sub={w.sub} />
    </LinkRows>
  );
}
