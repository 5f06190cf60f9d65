import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useAddress } from '../../../lib/address';
import { isSteward, useMe } from '../../../lib/session';
import { useWords } from '../../../lib/words';
import { ActionLink } from '../../../ui/ActionButton';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorState } from '../../../ui/ErrorState';
import { PlusIcon } from '../../../ui/icons';
import { More } from '../../../ui/More';
import { Page } from '../../../ui/Page';
import { CardSkeleton } from '../../../ui/Skeletons';
import { FilterChips } from '../../../ui/Tags';
import { TextLink } from '../../../ui/TextLink';
import { WhyBox } from '../../../ui/WhyBox';
import { capabilitiesQuery } from '../../mixers/mixers.api';
import { words as heldWords } from './held.words';
import { HeldEvents } from './HeldEvents';
import { type About, type EventItem, type EventStatus, invitationsQuery, myEventsQuery } from './host.api';
import styles from './host.module.css';
import { Invitations } from './Invitations';
import { words } from './my-events.words';

/** What somebody holds and is asked for, what wants them first. */
const GROUPS = [
  { key: 'turn', of: ['countered', 'refused', 'approved', 'draft'] },
  { key: 'waiting', of: ['proposed'] },
  { key: 'open', of: ['published'] },
  { key: 'over', of: ['done', 'settled'] },
  { key: 'gone', of: ['cancelled'] },
] as const satisfies readonly { key: string; of: readonly EventStatus[] }[];

export default function MyEventsPage() {
  const w = useWords(words).mine;
  const { more } = useWords(heldWords);
  const me = useMe();
  const { get, set } = useAddress();
  const about: About = get('about') === 'past' ? 'past' : 'upcoming';
  const events = useInfiniteQuery(myEventsQuery(about));
  const invitations = useQuery({ ...invitationsQuery, enabled: Boolean(me.mixer) });
  const rules = useQuery({ ...capabilitiesQuery, enabled: Boolean(me.mixer) });
  const hosting = rules.data?.items.find(({ capability }) => capability === 'event.host');
  const mayPlan = isSteward(me) || hosting?.allowed === true;
  const items = events.data?.pages.flatMap((page) => page.items) ?? [];
  const plan = (
    <ActionLink to="/me/events/new" icon={<PlusIcon size={18} />}>
      {w.plan}
    </ActionLink>
  );
  return (
    <Page title={w.title} sub={w.sub} width="wide" actions={mayPlan && plan}>
      {about === 'upcoming' && invitations.data && <Invitations invitations={invitations.data.items} />}
      {about === 'upcoming' && invitations.isError && <ErrorState error={invitations.error} onRetry={() => void invitations.refetch()} />}
      <FilterChips
        label={w.about.label}
        value={about}
        onChange={(next) => set('about', next === 'past' ? 'past' : '')}
        options={(['upcoming', 'past'] as const).map((value) => ({ value, label: w.about[value] }))}
      />
      {events.isPending && <CardSkeleton />}
      {events.isError && items.length === 0 && <ErrorState error={events.error} onRetry={() => void events.refetch()} />}
      {events.isSuccess && items.length === 0 && about === 'past' && <EmptyState title={w.empty.past}>{w.empty.past2}</EmptyState>}
      {events.isSuccess && items.length === 0 && about === 'upcoming' && (
        <EmptyState title={w.empty.upcoming} action={mayPlan ? plan : <ActionLink to="/me/capabilities">{w.empty.way}</ActionLink>}>
          <p>{mayPlan ? w.empty.senior : w.empty.notYet}</p>
          {!mayPlan && hosting && <WhyBox reasons={hosting.reasons} />}
        </EmptyState>
      )}
      <Groups items={items} about={about} />
      <More list={events} label={more} />
      <p>
        <TextLink to="/events">{w.all}</TextLink>
      </p>
    </Page>
  );
}

function Groups({ items, about }: { items: readonly EventItem[]; about: About }) {
  const w = useWords(words).mine.groups;
  const to = ({ id }: EventItem) => `/me/events/${id}`;
  if (about === 'past') return items.length > 0 && <HeldEvents events={items} to={to} />;
  return GROUPS.map(({ key, of }) => {
    const held = items.filter(({ status }) => of.some((known) => known === status));
    return (
      held.length > 0 && (
        <section key={key} className={styles.section} aria-labelledby={`events-${key}`}>
          <h2 id={`events-${key}`}>{w[key]}</h2>
          <HeldEvents events={held} to={to} />
        </section>
      )
    );
  });
}
