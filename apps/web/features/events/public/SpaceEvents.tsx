import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../../lib/words';
import { ErrorState } from '../../../ui/ErrorState';
import { LineSkeleton } from '../../../ui/Skeletons';
import { TextLink } from '../../../ui/TextLink';
import { EventCards } from './EventCards';
import { nextEventsQuery } from './events.api';
import { words } from './event.words';

interface SpaceEventsProps {
  spaceId: string;
  /** Says so where there is none; otherwise the section is absent then. */
  expected: boolean;
  className: string | undefined;
}

/** What is going on at a space, soonest first. */
export function SpaceEvents({ spaceId, expected, className }: SpaceEventsProps) {
  const w = useWords(words).space;
  const events = useQuery(nextEventsQuery(spaceId));
  const items = events.data?.items ?? [];
  if (!expected && items.length === 0) return null;
  return (
    <section className={className} aria-labelledby="space-events">
      <h2 id="space-events">{w.title}</h2>
      {events.isPending && <LineSkeleton />}
      {events.isError && <ErrorState error={events.error} onRetry={() => void events.refetch()} />}
      {events.isSuccess && items.length === 0 && <p>{w.none}</p>}
      {items.length > 0 && <EventCards events={items} withDay />}
      {items.length > 0 && (
        <p>
          <TextLink to={`/events?spaceId=${spaceId}`}>{w.all}</TextLink>
        </p>
      )}
    </section>
  );
}
