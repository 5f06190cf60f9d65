import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isSteward, useMe } from '../../lib/session';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { LinkRows, TextLink } from '../../ui/TextLink';
import { AgendaCard } from './AgendaCard';
import { AnswerCard } from './AnswerCard';
import { meetingQuery, meetingsAheadQuery, pastMeetingsQuery } from './meetings.api';
import styles from './meetings.module.css';
import { MeetingRow } from './MeetingRow';
import { SettingsSheet } from './SettingsSheet';
import { words } from './words';

/** The monthly meeting: the next one first, then what is ahead, then what was. */
export default function MeetingsPage() {
  const w = useWords(words);
  const me = useMe();
  const [setting, setSetting] = useState(false);
  const ahead = useQuery(meetingsAheadQuery);
  const items = ahead.data?.items ?? [];
  const next = items.find(({ status }) => status !== 'cancelled');
  const later = items.filter((meeting) => meeting !== next);
  return (
    <Page
      title={w.title}
      sub={w.sub}
      width="wide"
      actions={
        isSteward(me) && (
          <ActionButton tone="quiet" onClick={() => setSetting(true)}>
            {w.settings.do}
          </ActionButton>
        )
      }
    >
      {ahead.isPending && <CardSkeleton count={2} />}
      {ahead.isError && <ErrorState error={ahead.error} onRetry={() => void ahead.refetch()} />}
      {ahead.data && (
        <div className={styles.columns}>
          <div className={styles.stack}>{next ? <Next id={next.id} /> : <EmptyState title={w.none.title}>{w.none.text}</EmptyState>}</div>
          <div className={styles.stack}>
            {later.length > 0 && (
              <section className={styles.section} aria-labelledby="later">
                <h2 id="later">{w.later}</h2>
                <LinkRows>
                  {later.map((meeting) => (
                    <MeetingRow key={meeting.id} meeting={meeting} />
                  ))}
                </LinkRows>
              </section>
            )}
            <Past />
          </div>
        </div>
      )}
      {setting && <SettingsSheet onClose={() => setSetting(false)} />}
    </Page>
  );
}

function Next({ id }: { id: string }) {
  const w = useWords(words);
  const meeting = useQuery(meetingQuery(id));
  if (!meeting.data) return meeting.isError ? <ErrorState error={meeting.error} onRetry={() => void meeting.refetch()} /> : <CardSkeleton count={2} />;
  return (
    <>
      <AnswerCard meeting={meeting.data} title={w.next} />
      <AgendaCard meeting={meeting.data} />
      <p>
        <TextLink to={`/meetings/${id}`}>{w.open}</TextLink>
      </p>
    </>
  );
}

function Past() {
  const w = useWords(words);
  const past = useInfiniteQuery(pastMeetingsQuery);
  const items = past.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={styles.section} aria-labelledby="past">
      <h2 id="past">{w.past}</h2>
      {past.isPending && <CardSkeleton />}
      {past.isLoadingError && <ErrorState error={past.error} onRetry={() => void past.refetch()} />}
      {past.data && items.length === 0 && <p className={styles.soft}>{w.pastNone}</p>}
      {items.length > 0 && (
        <LinkRows>
          {items.map((meeting) => (
            <MeetingRow key={meeting.id} meeting={meeting} />
          ))}
        </LinkRows>
      )}
      <More list={past} label={w.more} />
    </section>
  );
}
