import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useAddress } from '../../../lib/address';
import { useWords } from '../../../lib/words';
import { ActionLink } from '../../../ui/ActionButton';
import { Card, Cards } from '../../../ui/Card';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorState } from '../../../ui/ErrorState';
import { More } from '../../../ui/More';
import { Page } from '../../../ui/Page';
import { Panels } from '../../../ui/Panels';
import { CardSkeleton } from '../../../ui/Skeletons';
import { Count, StatusTag } from '../../../ui/Tags';
import { When } from '../../../ui/When';
import { useSpaceId } from '../../spaces/useSpaceId';
import { words as factWords } from '../host/facts.words';
import { words as heldWords } from '../host/held.words';
import { EventTag, HeldEvents } from '../host/HeldEvents';
import { type About, type EventItem, proposalsQuery, spaceEventsQuery } from '../host/host.api';
import styles from '../host/host.module.css';
import { words as moveWords } from '../host/move.words';
import { ProposedSplit } from './ProposedSplit';
import { words } from './space.words';

const TABS = ['toAnswer', 'upcoming', 'past'] as const;

/** What is proposed to a space, what it has agreed to, and what is over. */
export default function SpaceEventsPage() {
  const w = useWords(words);
  const spaceId = useSpaceId();
  const { get, set } = useAddress();
  const proposals = useQuery(proposalsQuery(spaceId));
  const waiting = proposals.data?.items.length ?? 0;
  const tab = TABS.find((known) => known === get('about')) ?? (proposals.data && waiting === 0 ? 'upcoming' : 'toAnswer');
  return (
    <Page title={w.title} sub={w.sub} width="wide">
      <Panels
        label={w.tabsLabel}
        tabs={TABS.map((value) => ({ value, label: w.tabs[value], count: value === 'toAnswer' && <Count value={waiting} label={w.count(waiting)} /> }))}
        value={tab}
        onChange={(next) => set('about', next)}
      >
        {tab === 'toAnswer' ? <Proposals spaceId={spaceId} /> : <Held spaceId={spaceId} about={tab} />}
      </Panels>
    </Page>
  );
}

function Proposals({ spaceId }: { spaceId: string }) {
  const w = useWords(words).empty.toAnswer;
  const proposals = useQuery(proposalsQuery(spaceId));
  if (proposals.isPending) return <CardSkeleton />;
  if (proposals.isError) return <ErrorState error={proposals.error} onRetry={() => void proposals.refetch()} />;
  if (proposals.data.items.length === 0) return <EmptyState title={w.title}>{w.hint}</EmptyState>;
  return (
    <Cards min={420}>
      {proposals.data.items.map((event) => (
        <Proposal key={event.id} event={event} spaceId={spaceId} />
      ))}
    </Cards>
  );
}

function Proposal({ event, spaceId }: { event: EventItem; spaceId: string }) {
  const { answer, open } = useWords(words);
  const { seatsOf } = useWords(factWords);
  const { hostedBy, wishOpen } = useWords(heldWords);
  return (
    <Card as="li" tone="warm">
      <div className={styles.row}>
        {event.status === 'proposed' ? <EventTag event={event} /> : <StatusTag tone="warn">{wishOpen}</StatusTag>}
        <span className={styles.soft}>{hostedBy(event.host.name)}</span>
      </div>
      <When startsAt={event.startsAt} endsAt={event.endsAt} size="headline" />
      <h2>{event.title}</h2>
      <div className={styles.section}>
        <p className={styles.soft}>{seatsOf(event.capacity, null)}</p>
        {event.toYen > 0 && (event.can.answer || event.can.run) && <ProposedSplit eventId={event.id} />}
      </div>
      <ActionLink wide to={`/spaces/${spaceId}/events/${event.id}`}>
        {event.can.answer ? answer : open}
      </ActionLink>
    </Card>
  );
}

function Held({ spaceId, about }: { spaceId: string; about: About }) {
  const w = useWords(words).empty[about];
  const { more } = useWords(heldWords);
  const { askedGroup } = useWords(moveWords);
  const events = useInfiniteQuery(spaceEventsQuery(spaceId, about));
  const items = events.data?.pages.flatMap((page) => page.items) ?? [];
  // They are still at home in another space.
  const asked = items.filter(({ space }) => space?.id !== spaceId);
  const to = ({ id }: EventItem) => `/spaces/${spaceId}/events/${id}`;
  if (events.isPending) return <CardSkeleton />;
  if (events.isError && items.length === 0) return <ErrorState error={events.error} onRetry={() => void events.refetch()} />;
  if (items.length === 0) return <EmptyState title={w.title}>{w.hint}</EmptyState>;
  return (
    <div className={styles.stack}>
      {asked.length > 0 && (
        <section className={styles.section} aria-labelledby="asked-to-take-in">
          <h2 id="asked-to-take-in">{askedGroup}</h2>
          <HeldEvents events={asked} to={to} withHost />
        </section>
      )}
      <HeldEvents events={items.filter((event) => !asked.includes(event))} to={to} withHost />
      <More list={events} label={more} />
    </div>
  );
}
