import { prefectureName } from '#libs/words';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { factsText, rangeText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useDesktop } from '../../../lib/media';
import { useNow } from '../../../lib/now';
import { tokyoTime } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { ActionLink } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { ErrorState } from '../../../ui/ErrorState';
import { PinIcon } from '../../../ui/icons';
import { Markdown } from '../../../ui/Markdown';
import { Page } from '../../../ui/Page';
import { CardSkeleton } from '../../../ui/Skeletons';
import { StickyAction } from '../../../ui/StickyAction';
import { StatusTag } from '../../../ui/Tags';
import { TextLink } from '../../../ui/TextLink';
import { When } from '../../../ui/When';
import { WhyBox } from '../../../ui/WhyBox';
import { Yen } from '../../../ui/Yen';
import { EventCover } from './EventCover';
import { KindTag, priceText, SeatsTag, shortPlace, stageOf } from './EventFacts';
import { type EventDetail, eventQuery } from './events.api';
import styles from './EventPage.module.css';
import { words } from './event.words';
import { FeeSplit } from './FeeSplit';
import { policyLine, policyRows } from './policy';
import { PolicyTable } from './PolicyTable';
import { useReferral, useReferralCode } from './referral';
import { ShareCard } from './ShareCard';

/** An event for everybody: when, where, what, how much, who holds it, and the one button. */
export default function EventPage() {
  const w = useWords(words).one;
  const { list } = useWords(words);
  const { id = '' } = useParams();
  const event = useQuery(eventQuery(id));
  if (!event.data) {
    return (
      <Page title={list.title} back={{ to: '/events', label: w.all }}>
        {event.isError ? <ErrorState error={event.error} onRetry={() => void event.refetch()} /> : <CardSkeleton />}
      </Page>
    );
  }
  return <One event={event.data} />;
}

interface EventProps {
  event: EventDetail;
}

function One({ event }: EventProps) {
  const { one: w, policy } = useWords(words);
  const now = useNow();
  const desktop = useDesktop();
  const touched = useReferral(event.id);
  const stage = stageOf(event, now);
  const ahead = stage !== 'over' && stage !== 'cancelled';
  const action = <Register event={event} />;
  const takes = event.can.register || event.can.waitlist;
  return (
    <Page
      title={event.title}
      width="wide"
      back={{ to: '/events', label: w.all }}
      cover={<EventCover id={event.id} kind={event.kind} look="wide" faded={!ahead} />}
      sub={
        <span className={styles.sub}>
          <KindTag kind={event.kind} />
          <span>
            {w.host} <b>{event.host.name}</b>
          </span>
        </span>
      }
      actions={
        event.can.run && (
          <ActionLink tone="quiet" to={`/me/events/${event.id}`}>
            {w.desk}
          </ActionLink>
        )
      }
    >
      <State event={event} stage={stage} />
      <div className={styles.columns}>
        <div className={styles.aside}>
          <Card as="div" tone={takes ? 'warm' : 'plain'}>
            <When startsAt={event.startsAt} endsAt={event.endsAt} size="headline" />
            <Place event={event} />
            <div className={styles.fee}>
              <span>
                {w.fee} <Fee event={event} />
              </span>
              <SeatsTag event={event} now={now} whole />
            </div>
            {event.toYen > 0 && ahead && <p className={styles.soft}>{policyLine(event.cancellationPolicy, policy)}</p>}
            {desktop && takes && <div className={styles.action}>{action}</div>}
          </Card>
          {!takes && stage === 'open' && <WhyBox reasons={event.why.register ?? []} />}
          {touched && (
            <p className={styles.referral}>
              {w.referral} <TextLink to="/legal/privacy">{w.referralLink}</TextLink>
            </p>
          )}
        </div>
        <div className={styles.main}>
          {(event.theme || event.description) && (
            <section className={styles.about} aria-label={w.about}>
              {event.theme && <p className={styles.theme}>{event.theme}</p>}
              {event.description && <Markdown>{event.description}</Markdown>}
            </section>
          )}
          {event.toYen > 0 && <FeeSplit eventId={event.id} />}
          <Timetable event={event} />
          <Tickets event={event} />
          <People event={event} />
          {ahead && <Policy event={event} />}
          <ShareCard event={event} />
          <p className={styles.soft}>
            {w.hasSeat} <TextLink to="/registrations">{w.lost}</TextLink>
          </p>
          <p className={styles.soft}>
            <TextLink to="/contact">{w.worry}</TextLink>
          </p>
        </div>
      </div>
      {!desktop && takes && <StickyAction>{action}</StickyAction>}
    </Page>
  );
}

function Fee({ event }: EventProps) {
  const locale = useLocale();
  return <b className={styles.yen}>{priceText(event, locale)}</b>;
}

/** The one button, and what it asks for. */
function Register({ event }: EventProps) {
  const w = useWords(words).one;
  const locale = useLocale();
  const code = useReferralCode();
  const ways = event.methods.filter((method) => method !== 'free').map((method) => w.method[method]);
  const line = event.toYen === 0 ? [w.noAccount] : [w.noAccount, ways.join(' / ')];
  const label = event.can.waitlist ? w.waitlist : event.toYen === 0 ? w.registerFree : w.register;
  return (
    <div className={styles.register}>
      <ActionLink to={`/events/${event.id}/register${code ? `?ref=${code}` : ''}`} wide size="md">
        {label}
      </ActionLink>
      <p className={styles.under}>{factsText(line, locale)}</p>
    </div>
  );
}

function Place({ event }: EventProps) {
  const w = useWords(words).one;
  const locale = useLocale();
  const { space } = event;
  return (
    <div className={styles.where}>
      <p className={styles.place}>
        <PinIcon size={18} />
        <span>{space ? shortPlace(event, locale) : event.place}</span>
      </p>
      {event.access && <p className={styles.soft}>{event.access}</p>}
      {event.format !== 'onsite' && <p className={styles.soft}>{w.onlineLater}</p>}
      {space && (
        <p className={styles.links}>
          <Link to={`/spaces/${space.slug}`}>{w.toSpace(space.name)}</Link>
          <a
            href={`https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(`${space.name} ${prefectureName(space.prefecture, 'ja')}${space.city}`)}`}
            rel="noopener noreferrer"
            target="_blank"
          >
            {w.map}
          </a>
        </p>
      )}
    </div>
  );
}

/** What everybody should know before anything else: it is off, over, going on, or not as it was. */
function State({ event, stage }: EventProps & { stage: ReturnType<typeof stageOf> }) {
  const w = useWords(words).one;
  const locale = useLocale();
  if (stage === 'cancelled') {
    return (
      <Card title={w.cancelled} tone="warm">
        {event.cancelReason && <p>{w.cancelledReason(event.cancelReason)}</p>}
        {event.toYen > 0 && <p>{w.cancelledText}</p>}
      </Card>
    );
  }
  if (stage === 'over' || stage === 'running') {
    return (
      <Card title={w[stage]} tone="sunk">
        <p>{stage === 'over' ? w.overText : w.runningText}</p>
      </Card>
    );
  }
  if (!event.movedFrom) return null;
  const { startsAt, endsAt, place, reason } = event.movedFrom;
  return (
    <Card title={w.moved} tone="warm">
      <p>{w.movedFrom(rangeText(startsAt, endsAt, locale), place)}</p>
      {reason && <p>{w.cancelledReason(reason)}</p>}
    </Card>
  );
}

function Timetable({ event }: EventProps) {
  const w = useWords(words).one;
  if (event.timetable.length === 0) return null;
  return (
    <Card title={w.timetable}>
      <ol className={styles.timetable}>
        {event.timetable.map(({ minutesIn, title, note }) => (
          <li key={`${minutesIn} ${title}`}>
            <time>{tokyoTime(new Date(Date.parse(event.startsAt) + minutesIn * 60_000))}</time>
            <span>
              <b>{title}</b>
              {note && <span className={styles.soft}> {note}</span>}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** The kinds of ticket, where there is more than one to choose from or something to say of it. */
function Tickets({ event }: EventProps) {
  const w = useWords(words);
  if (event.ticketTypes.length < 2 && !event.ticketTypes[0]?.description) return null;
  const open = event.can.register;
  return (
    <Card title={w.one.tickets}>
      <ul className={styles.tickets}>
        {event.ticketTypes.map((type) => (
          <li key={type.name}>
            <span>
              <b>{type.name}</b>
              {type.description && <span className={styles.soft}> {type.description}</span>}
            </span>
            <span className={styles.price}>
              {type.priceYen === 0 ? <b>{w.price.free}</b> : <Yen amount={type.priceYen} size="strong" />}
              {open && type.capacity !== null && (
                <StatusTag tone={type.seatsLeft === 0 ? 'warn' : 'plain'}>{type.seatsLeft === 0 ? w.one.ticketFull : w.one.ticketLeft(type.seatsLeft)}</StatusTag>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function People({ event }: EventProps) {
  const w = useWords(words).one;
  if (event.people.length === 0) return null;
  return (
    <Card title={w.people}>
      <ul className={styles.people}>
        {event.people.map(({ role, name, postUrl, postLabel }) => (
          <li key={role + name}>
            <span className={styles.soft}>{w.role[role]}</span>
            <b>{name}</b>
            {postUrl && (
              <a href={postUrl} rel="noopener noreferrer nofollow sponsored" target="_blank">
                {w.post(postLabel)}
              </a>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Policy({ event }: EventProps) {
  const w = useWords(words);
  return (
    <Card title={w.one.policy}>
      {event.toYen === 0 ? (
        <p>{w.one.policyFree}</p>
      ) : (
        <>
          <PolicyTable rows={policyRows(event.cancellationPolicy, event.startsAt)} />
          <p className={styles.soft}>{w.one.policyOrganiser}</p>
          <p className={styles.soft}>{w.one.seller(w.one.sellers[event.sellerOfRecord])}</p>
        </>
      )}
      {event.minGuests !== null && <p className={styles.soft}>{w.one.minimum(event.minGuests)}</p>}
      {event.alcohol && <p className={styles.soft}>{w.one.alcohol}</p>}
    </Card>
  );
}
