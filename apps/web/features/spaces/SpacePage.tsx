import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { useLocale } from '../../lib/locale';
import { isMixer, useSession } from '../../lib/session';
import { useWords } from '../../lib/words';
import { ActionLink } from '../../ui/ActionButton';
import { Card, Facts } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { BookIcon, PinIcon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { CardSkeleton, LineSkeleton } from '../../ui/Skeletons';
import { StatusTag } from '../../ui/Tags';
import { LinkRow, LinkRows, TextLink } from '../../ui/TextLink';
import { DayName, When } from '../../ui/When';
import { Yen } from '../../ui/Yen';
import { SpaceEvents } from '../events/public/SpaceEvents';
import { groundOf } from './ground';
import { openingText } from './hours-text';
import { placeText } from './place';
import { type Space, shiftsThereQuery, spaceQuery } from './space.api';
import { words } from './space.words';
import styles from './SpacePages.module.css';

/** A space for everybody: is it open, how do I get there, what is it like, what can I do there? */
export default function SpacePage() {
  const { list, one: w } = useWords(words);
  const { idOrSlug = '' } = useParams();
  const space = useQuery(spaceQuery(idOrSlug));
  if (!space.data) {
    return (
      <Page title={list.title} back={{ to: '/spaces', label: w.all }}>
        {space.isError ? <ErrorState error={space.error} onRetry={() => void space.refetch()} /> : <CardSkeleton />}
      </Page>
    );
  }
  return <One space={space.data} />;
}

function One({ space }: { space: Space }) {
  const w = useWords(words).one;
  const locale = useLocale();
  const { me } = useSession();
  const reads = me && (isMixer(me) || me.spaces.some(({ id }) => id === space.id));
  const ground = groundOf(space.slug);
  const today = space.nextDays[0];
  return (
    <Page
      title={space.name}
      width="wide"
      back={{ to: '/spaces', label: w.all }}
      sub={
        <span className={styles.place}>
          <PinIcon size={16} />
          {placeText(space, locale)}
        </span>
      }
      actions={
        space.can.edit && (
          <ActionLink tone="quiet" to={`/spaces/${space.id}/settings`}>
            {w.edit}
          </ActionLink>
        )
      }
    >
      <div className={styles.hero} aria-hidden="true" style={{ background: `var(--${ground}-wash)`, color: `var(--${ground}-ink)` }}>
        {Array.from(space.name)[0]}
      </div>
      <p className={styles.tags}>
        {today && (
          <StatusTag tone={today.closed ? 'plain' : 'ok'}>{today.closed ? w.closedToday : w.openToday(openingText(today.hours, locale))}</StatusTag>
        )}
        {space.relation.partnered && <StatusTag tone="ai">{w.partnered}</StatusTag>}
        {space.relation.designated && <StatusTag tone="senior">{w.designated}</StatusTag>}
      </p>
      {space.status !== 'member' && <p className={styles.soft}>{w.notMember}</p>}
      <div className={styles.columns}>
        <div className={styles.column}>
          {space.introduction && <p className={styles.introduction}>{space.introduction}</p>}
          <SpaceEvents spaceId={space.id} expected={space.relation.designated} className={styles.section} />
          <OpenShifts space={space} />
          {reads && space.manual && (
            <LinkRows>
              <LinkRow to={`/spaces/${space.id}/manual`} icon={<BookIcon />} title={w.manual} sub={w.manualVersion(space.manual.version)} />
            </LinkRows>
          )}
          {space.houseRules && (
            <Card title={w.rules}>
              <p className={styles.written}>{space.houseRules}</p>
            </Card>
          )}
          {space.recruiterName && (
            <div className={styles.last}>
              <Recruiting space={space} />
            </div>
          )}
        </div>
        <div className={styles.column}>
          <Reach space={space} />
          <Hours days={space.nextDays} />
          <Rooms space={space} />
        </div>
      </div>
    </Page>
  );
}

function OpenShifts({ space }: { space: Space }) {
  const w = useWords(words);
  const shifts = useQuery(shiftsThereQuery(space.id));
  if (space.status !== 'member' || !space.relation.partnered) return null;
  const items = shifts.data?.items.filter(({ placesLeft }) => placesLeft > 0) ?? [];
  return (
    <section className={styles.section} aria-labelledby="shifts">
      <h2 id="shifts">{w.one.shifts}</h2>
      <p className={styles.soft}>{w.one.banner}</p>
      {shifts.isPending && <LineSkeleton />}
      {shifts.isError && <ErrorState error={shifts.error} onRetry={() => void shifts.refetch()} />}
      {shifts.isSuccess && items.length === 0 && <p>{w.one.shiftsNone}</p>}
      {items.length > 0 && (
        <LinkRows>
          {items.map((shift) => (
            <LinkRow
              key={shift.id}
              to={`/shifts/${shift.id}`}
              title={<When startsAt={shift.startsAt} endsAt={shift.endsAt} withYear={false} />}
              sub={`${w.kind[shift.kind]} ・ ${w.one.left(shift.placesLeft)}`}
              aside={<Yen amount={shift.rewardYen} size="strong" />}
            />
          ))}
        </LinkRows>
      )}
      {items.length > 0 && (
        <p>
          <TextLink to={`/shifts?spaceId=${space.id}`}>{w.one.shiftsAll}</TextLink>
        </p>
      )}
    </section>
  );
}

function Reach({ space }: { space: Space }) {
  const w = useWords(words).one;
  const locale = useLocale();
  const address = `${space.postalCode ? `〒${space.postalCode} ` : ''}${placeText(space, 'ja')}${space.street}`;
  const contacts = [
    ...(space.phone ? [{ label: w.phone, value: <a href={`tel:${space.phone.replace(/[^\d+]/g, '')}`}>{space.phone}</a> }] : []),
    ...(space.email ? [{ label: w.email, value: <a href={`mailto:${space.email}`}>{space.email}</a> }] : []),
    ...(space.website
      ? [
          {
            label: w.website,
            value: (
              <a href={space.website} rel="noopener noreferrer nofollow" target="_blank">
                {space.website.replace(/^https?:\/\//, '').replace(/\/$/, '')}
              </a>
            ),
          },
        ]
      : []),
  ];
  return (
    <Card title={w.access}>
      <p className={styles.written}>{space.access}</p>
      <div className={styles.links}>
        <Facts items={[{ label: w.address, value: <span lang={locale === 'ja' ? undefined : 'ja'}>{address}</span> }, ...contacts]} />
        <a href={`https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(`${space.name} ${placeText(space, 'ja')}${space.street}`)}`} rel="noopener noreferrer" target="_blank">
          {w.map}
        </a>
      </div>
    </Card>
  );
}

function Hours({ days }: { days: Space['nextDays'] }) {
  const w = useWords(words).one;
  const locale = useLocale();
  return (
    <Card title={w.hours}>
      <ul className={styles.hours}>
        {days.map((day, index) => (
          <li key={day.day} data-today={index === 0}>
            <DayName day={day.day} withYear={false} />
            <span data-closed={day.closed}>
              {day.closed ? (day.reason ?? w.closed) : openingText(day.hours, locale)}
              {!day.closed && day.reason && <span className={styles.soft}> {day.reason}</span>}
              {!day.closed && !day.reason && day.holidayName && <span className={styles.soft}> {day.holidayName}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Rooms({ space }: { space: Space }) {
  const w = useWords(words).one;
  const inUse = space.resources.filter(({ retired }) => !retired);
  const inside = (roomId: string) => inUse.filter(({ partOfId }) => partOfId === roomId);
  if (inUse.length === 0) return null;
  return (
    <Card title={w.rooms}>
      <ul className={styles.rooms}>
        {inUse
          .filter(({ partOfId }) => partOfId === null)
          .map((room) => (
            <li key={room.id}>
              <b>{room.name}</b> <span className={styles.soft}>{w.seats(room.capacity)}</span>
              {inside(room.id).length > 0 && (
                <div className={styles.soft}>
                  {inside(room.id)
                    .map(({ name, capacity }) => `${name}（${w.seats(capacity)}）`)
                    .join('、')}
                </div>
              )}
            </li>
          ))}
      </ul>
    </Card>
  );
}

const ITEMS = ['recruiterName', 'recruiterAddress', 'recruiterContact', 'recruitingContent', 'recruitingPlace', 'recruitingReward'] as const;

function Recruiting({ space }: { space: Space }) {
  const w = useWords(words).one;
  return (
    <Card title={w.recruiting}>
      <p className={styles.soft}>{w.recruitingHint}</p>
      <Facts items={ITEMS.filter((item) => space[item] !== '').map((item) => ({ label: w.items[item], value: <span className={styles.written}>{space[item]}</span> }))} />
    </Card>
  );
}
