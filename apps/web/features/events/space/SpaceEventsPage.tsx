import { Tabs } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useAddress } from '../../../lib/address';
import { useWords } from '../../../lib/words';
import { ActionButton, ActionLink } from '../../../ui/ActionButton';
import { Card, Cards } from '../../../ui/Card';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorState } from '../../../ui/ErrorState';
import { Page } from '../../../ui/Page';
import { CardSkeleton } from '../../../ui/Skeletons';
import { Count } from '../../../ui/Tags';
import { When } from '../../../ui/When';
import { useSpaceId } from '../../spaces/useSpaceId';
import { EventTag, HeldEvents } from '../host/HeldEvents';
import { type About, type EventItem, proposalsQuery, spaceEventsQuery } from '../host/host.api';
import styles from '../host/host.module.css';
import { words } from '../host/host.words';
import { ProposedSplit } from './ProposedSplit';

const TABS = ['toAnswer', 'upcoming', 'past'] as const;

/** What is proposed to a space, what it has agreed to, and what is over. */
export default function SpaceEventsPage() {
  const w = useWords(words).space;
  const spaceId = useSpaceId();
  const { get, set } = useAddress();
  const proposals = useQuery(proposalsQuery(spaceId));
  const waiting = proposals.data?.items.length ?? 0;
  const tab = TABS.find((known) => known === get('about')) ?? (proposals.data && waiting === 0 ? 'upcoming' : 'toAnswer');
  const list = useRef<HTMLDivElement>(null);
  // On a phone the row of tabs scrolls; the chosen one stays in view.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [tab]);
  return (
    <Page title={w.title} sub={w.sub} width="wide">
      <Tabs value={tab} onChange={(next) => next && set('about', next)} keepMounted={false}>
        <Tabs.List className={styles.tabs} ref={list} aria-label={w.tabsLabel}>
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each} rightSection={each === 'toAnswer' && <Count value={waiting} label={w.count(waiting)} />}>
              {w.tabs[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="toAnswer" className={styles.panel}>
          {proposals.isPending && <CardSkeleton />}
          {proposals.isError && <ErrorState error={proposals.error} onRetry={() => void proposals.refetch()} />}
          {proposals.data && waiting === 0 && <EmptyState title={w.empty.toAnswer.title}>{w.empty.toAnswer.hint}</EmptyState>}
          <Cards min={420}>
            {proposals.data?.items.map((event) => (
              <Proposal key={event.id} event={event} spaceId={spaceId} />
            ))}
          </Cards>
        </Tabs.Panel>
        {(['upcoming', 'past'] as const).map((about) => (
          <Tabs.Panel key={about} value={about} className={styles.panel}>
            <Held spaceId={spaceId} about={about} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}

function Proposal({ event, spaceId }: { event: EventItem; spaceId: string }) {
  const all = useWords(words);
  return (
    <Card as="li" tone="warm">
      <div className={styles.row}>
        <EventTag event={event} />
        <span className={styles.soft}>{all.mine.invitedBy(event.host.name)}</span>
      </div>
      <When startsAt={event.startsAt} endsAt={event.endsAt} size="headline" />
      <h2>{event.title}</h2>
      <div className={styles.section}>
        <p className={styles.soft}>{all.facts.seatsOf(event.capacity, null)}</p>
        {event.toYen > 0 && <ProposedSplit eventId={event.id} />}
      </div>
      <ActionLink wide to={`/spaces/${spaceId}/events/${event.id}`}>
        {all.space.answer}
      </ActionLink>
    </Card>
  );
}

function Held({ spaceId, about }: { spaceId: string; about: About }) {
  const all = useWords(words);
  const w = all.space.empty[about];
  const events = useInfiniteQuery(spaceEventsQuery(spaceId, about));
  const items = events.data?.pages.flatMap((page) => page.items) ?? [];
  if (events.isPending) return <CardSkeleton />;
  if (events.isError && items.length === 0) return <ErrorState error={events.error} onRetry={() => void events.refetch()} />;
  if (items.length === 0) return <EmptyState title={w.title}>{w.hint}</EmptyState>;
  return (
    <div className={styles.stack}>
      <HeldEvents events={items} to={({ id }) => `/spaces/${spaceId}/events/${id}`} withHost />
      {events.hasNextPage && (
        <ActionButton tone="quiet" busy={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
          {all.more}
        </ActionButton>
      )}
    </div>
  );
}
