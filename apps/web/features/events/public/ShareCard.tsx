import { useState } from 'react';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { CopyButton } from '../../../ui/CopyButton';
import { CalendarLinks } from './CalendarLinks';
import { shareLinks } from './event-links';
import type { EventDetail } from './events.api';
import styles from './EventPage.module.css';
import { words } from './event.words';

/** Tells others of an event, and puts it into one's own calendar. */
export function ShareCard({ event }: { event: EventDetail }) {
  const w = useWords(words).one;
  // The address without what somebody came by: a link that is passed on credits nobody unasked.
  const address = `${location.origin}/events/${event.id}`;
  const links = shareLinks(event.title, address);
  const [shares] = useState(() => 'share' in navigator);
  return (
    <Card title={w.share}>
      <div className={styles.share}>
        {shares && (
          <ActionButton tone="quiet" onClick={() => void navigator.share({ title: event.title, url: address }).catch(() => undefined)}>
            {w.shareButton}
          </ActionButton>
        )}
        <CopyButton text={address} />
      </div>
      <p className={styles.links}>
        {(['line', 'x', 'mail'] as const).map((way) => (
          <a key={way} href={links[way]} rel="noopener noreferrer" target={way === 'mail' ? undefined : '_blank'}>
            {w.shareOn[way]}
          </a>
        ))}
      </p>
      {event.status === 'published' && (
        <>
          <h3 className={styles.small}>{w.calendar}</h3>
          <CalendarLinks
            entry={{ ...event, stampedAt: event.publishedAt ?? event.startsAt, text: event.theme, address }}
          />
        </>
      )}
    </Card>
  );
}
