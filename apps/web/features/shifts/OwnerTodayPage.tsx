import { useQuery } from '@tanstack/react-query';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ProposalsRow } from '../events/space/ProposalsRow';
import { useSpaceId } from '../spaces/useSpaceId';
import { Card, Cards } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { BadgeIcon, CheckIcon, EditIcon, PeopleIcon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { StatusTag } from '../../ui/Tags';
import { LinkRow, LinkRows, TextLink } from '../../ui/TextLink';
import { DayName, When } from '../../ui/When';
import { Yen } from '../../ui/Yen';
import { DeskCard } from './DeskCard';
import { aheadText } from './cover';
import { type CalendarShift, type SpaceToday, spaceTodayQuery } from './owner.api';
import styles from './owner.module.css';
import { words } from './owner.words';
import { NewShiftLink } from './NewShiftLink';
import { People } from './People';
import { useNow } from './useNow';

/** What is the space's day like, and what does it want of its owner? */
export default function OwnerTodayPage() {
  const w = useWords(words);
  const spaceId = useSpaceId();
  const today = useQuery(spaceTodayQuery(spaceId));
  const day = today.data?.day;
  return (
    <Page
      title={w.today.title}
      width="wide"
      sub={
        day && (
          <>
            <DayName day={day.day} /> {day.holiday} {day.closed && <StatusTag tone="warn">{day.note ?? w.today.closed}</StatusTag>}
          </>
        )
      }
      actions={<NewShiftLink spaceId={spaceId} />}
    >
      {today.isPending && <CardSkeleton />}
      {today.isError && !today.data && <ErrorState error={today.error} onRetry={() => void today.refetch()} />}
      {today.data && <Board today={today.data} spaceId={spaceId} />}
    </Page>
  );
}

interface BoardProps {
  today: SpaceToday;
  spaceId: string;
}

function Board({ today, spaceId }: BoardProps) {
  const w = useWords(words);
  const now = useNow();
  return (
    <div className={styles.board}>
      <div className={styles.column}>
        <section className={styles.stack} aria-labelledby="cover">
          <h2 id="cover">{w.today.cover}</h2>
          {today.today.length === 0 ? (
            <EmptyState title={w.today.none}>{today.day.closed ? w.today.closedHint : w.today.noneHint}</EmptyState>
          ) : (
            <Cards>
              {today.today.map((shift) => (
                <TodayCard key={shift.id} shift={shift} spaceId={spaceId} now={now} />
              ))}
            </Cards>
          )}
        </section>
        <ProposalsRow spaceId={spaceId} />
        <Waiting today={today} spaceId={spaceId} />
      </div>
      <div className={styles.column}>
        <div className={styles.urgent}>
          <Uncovered shifts={today.uncovered} spaceId={spaceId} now={now} />
        </div>
        <DeskCard spaceId={spaceId} />
      </div>
    </div>
  );
}

interface TodayCardProps {
  shift: CalendarShift;
  spaceId: string;
  now: Date;
}

function TodayCard({ shift, spaceId, now }: TodayCardProps) {
  const w = useWords(words);
  const locale = useLocale();
  const [starts, ends] = [new Date(shift.startsAt), new Date(shift.endsAt)];
  const short = shift.placesTaken < shift.places && now < ends;
  const running = starts <= now && now < ends;
  return (
    <Card as="li" tone={short ? 'warm' : 'plain'}>
      <div className={styles.row}>
        <When startsAt={shift.startsAt} endsAt={shift.endsAt} size="time" />
        {running && <StatusTag tone="ok">{w.today.running}</StatusTag>}
        {now >= ends && <StatusTag>{w.today.over}</StatusTag>}
        {now < starts && <span className={styles.quiet}>{w.today.next(aheadText(shift.startsAt, now, locale))}</span>}
      </div>
      <div className={styles.row}>
        <span>
          {w.kind[shift.kind]}
          {shift.places > 1 && ` ・ ${w.places(shift.placesTaken, shift.places)}`}
        </span>
        <Yen amount={shift.rewardYen} />
      </div>
      <People people={shift.people} />
      <p className={styles.end}>
        <TextLink to={`/spaces/${spaceId}/shifts/${shift.id}`}>{w.today.open}</TextLink>
      </p>
    </Card>
  );
}

function Waiting({ today, spaceId }: BoardProps) {
  const w = useWords(words).today;
  const at = `/spaces/${spaceId}/claims`;
  const rows = [
    { to: `${at}?about=toDecide`, count: today.toDecide, title: w.toDecide, sub: w.toDecideSub, icon: <PeopleIcon /> },
    { to: `${at}?about=toConfirm`, count: today.toConfirm, title: w.toConfirm, sub: w.toConfirmSub, icon: <BadgeIcon /> },
    { to: `${at}?about=drafts`, count: today.drafts, title: w.drafts, sub: w.draftsSub, icon: <EditIcon /> },
  ].filter(({ count }) => count > 0);
  return (
    <section className={styles.stack} aria-labelledby="waiting">
      <h2 id="waiting">{w.waiting}</h2>
      {rows.length === 0 ? (
        <Card tone="sunk" as="div">
          <span className={styles.done}>
            <CheckIcon /> {w.allDone}
          </span>
        </Card>
      ) : (
        <LinkRows>
          {rows.map(({ count, ...row }) => (
            <LinkRow key={row.to} {...row} aside={<b className={styles.count}>{w.count(count)}</b>} />
          ))}
        </LinkRows>
      )}
    </section>
  );
}

interface UncoveredProps {
  shifts: readonly CalendarShift[];
  spaceId: string;
  now: Date;
}

function Uncovered({ shifts, spaceId, now }: UncoveredProps) {
  const w = useWords(words);
  const locale = useLocale();
  return (
    <Card title={w.today.uncovered} tone={shifts.length > 0 ? 'warm' : 'plain'}>
      {shifts.length === 0 ? (
        <p className={styles.done}>
          <CheckIcon /> {w.today.uncoveredNone}
        </p>
      ) : (
        <ul className={styles.lines}>
          {shifts.map((shift) => (
            <li key={shift.id}>
              <div>
                <strong>
                  <When startsAt={shift.startsAt} endsAt={shift.endsAt} withYear={false} />
                </strong>
                <div className={styles.quiet}>
                  {w.kind[shift.kind]} ・ {w.today.places(shift.places - shift.placesTaken)}
                  {shift.requests > 0 && ` ・ ${w.cover.requested}`}
                </div>
              </div>
              <div className={styles.lineEnd}>
                <StatusTag tone="kaki">{w.today.inTime(aheadText(shift.startsAt, now, locale))}</StatusTag>
                <TextLink to={`/spaces/${spaceId}/shifts/${shift.id}`}>{w.today.open}</TextLink>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
