import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { instantText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useMe } from '../../lib/session';
import { tokyoDay, tokyoTime, today } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { FilterChips } from '../../ui/Tags';
import styles from './InboxPage.module.css';
import { inboxQuery, type Notice, useReading } from './notices.api';
import { words } from './words';

const SHOWN = ['all', 'unread'] as const;

/** Everything that was told to this person; what is unread stands out and is opened. */
export default function InboxPage() {
  const w = useWords(words);
  const { inboxUnread } = useMe();
  const [params, setParams] = useSearchParams();
  const onlyUnread = params.get('show') === 'unread';
  const reading = useReading();
  return (
    <Page
      title={w.title}
      sub={w.sub(inboxUnread)}
      actions={
        inboxUnread > 0 && (
          <ActionButton tone="quiet" busy={reading.isPending && reading.variables === null} onClick={() => reading.mutate(null)}>
            {w.readAll}
          </ActionButton>
        )
      }
    >
      <FilterChips
        label={w.filter.label}
        options={SHOWN.map((value) => ({ value, label: w.filter[value] }))}
        value={onlyUnread ? 'unread' : 'all'}
        onChange={(next) => setParams(next === 'unread' ? { show: next } : {}, { replace: true })}
      />
      <Notices key={String(onlyUnread)} onlyUnread={onlyUnread} onRead={(id) => reading.mutate(id)} />
    </Page>
  );
}

function Notices({ onlyUnread, onRead }: { onlyUnread: boolean; onRead: (id: string) => void }) {
  const w = useWords(words);
  const inbox = useInfiniteQuery(inboxQuery(onlyUnread));
  if (inbox.isPending) return <CardSkeleton count={4} />;
  if (!inbox.data) return <ErrorState error={inbox.error} onRetry={() => void inbox.refetch()} />;
  const notices = inbox.data.pages.flatMap((page) => page.items);
  if (notices.length === 0) {
    const empty = onlyUnread ? w.emptyUnread : w.empty;
    return <EmptyState title={empty.title}>{empty.text}</EmptyState>;
  }
  return (
    <>
      <ul className={styles.list}>
        {notices.map((notice) => (
          <NoticeItem key={notice.id} notice={notice} onRead={() => onRead(notice.id)} />
        ))}
      </ul>
      <More list={inbox} label={w.more} />
    </>
  );
}

/** A notice opens to its text; opening it, or following its link, counts as reading it. */
function NoticeItem({ notice, onRead }: { notice: Notice; onRead: () => void }) {
  const w = useWords(words);
  const locale = useLocale();
  const isUnread = notice.readAt === null;
  const when = tokyoDay(notice.createdAt) === today() ? `${w.today} ${tokyoTime(notice.createdAt)}` : instantText(notice.createdAt, locale, false);
  return (
    <li className={styles.item} data-unread={isUnread || undefined}>
      <details
        onToggle={(event) => {
          if (event.currentTarget.open && isUnread) onRead();
        }}
      >
        <summary>
          <span className={styles.head}>
            <span className={styles.subject}>{notice.subject}</span>
            <span className={styles.when}>
              {isUnread && <b>{w.unread}</b>}
              <time dateTime={notice.createdAt}>{when}</time>
            </span>
          </span>
        </summary>
        <div className={styles.body}>
          {notice.body.split('\n\n').map((paragraph, index) => (
            <p key={index}>{paragraph}</p>
          ))}
          {notice.href?.startsWith('/') && (
            <Link to={notice.href} className={styles.link}>
              {notice.linkLabel}
            </Link>
          )}
        </div>
      </details>
    </li>
  );
}
