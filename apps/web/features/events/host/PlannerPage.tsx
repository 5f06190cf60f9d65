import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import { isSteward, useMe } from '../../../lib/session';
import { useWords } from '../../../lib/words';
import { ActionLink } from '../../../ui/ActionButton';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorState } from '../../../ui/ErrorState';
import { Page } from '../../../ui/Page';
import { CardSkeleton } from '../../../ui/Skeletons';
import { BuilderCard } from './BuilderCard';
import { COURSE, eventDetailQuery, splitQuery, templatesQuery } from './host.api';
import { words } from './plan.words';
import { PlanForm } from './PlanForm';

/** Planning an event, and changing a plan. */
export default function PlannerPage() {
  const { id } = useParams();
  return id ? <Change key={id} id={id} /> : <New />;
}

function New() {
  const w = useWords(words);
  const me = useMe();
  const [params] = useSearchParams();
  const templates = useQuery(templatesQuery);
  // A steward plans what the cooperative holds; a mixer everything else.
  const items = (templates.data?.items ?? []).filter(({ kind }) => (kind === COURSE ? isSteward(me) : kind !== 'mixerMeeting' && Boolean(me.mixer)));
  const first = items.find(({ id }) => id === params.get('template')) ?? items.find(({ kind }) => kind === params.get('kind')) ?? items.find(({ kind }) => kind === 'jelly') ?? items[0];
  return (
    <Page title={w.newTitle} sub={w.sub} back={{ to: '/me/events', label: w.back }}>
      {templates.isPending && <CardSkeleton />}
      {templates.isError && <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />}
      {first && <PlanForm templates={items} first={first} />}
    </Page>
  );
}

function Change({ id }: { id: string }) {
  const w = useWords(words);
  const event = useQuery({ ...eventDetailQuery(id), staleTime: 0 });
  const split = useQuery({ ...splitQuery(id), staleTime: 0 });
  const templates = useQuery(templatesQuery);
  const all = [event, split, templates];
  const failed = all.find(({ isError }) => isError);
  const first = templates.data?.items.find(({ id: own }) => own === event.data?.templateId) ?? templates.data?.items[0];
  // What is being read anew would throw away what somebody types, so the form waits for it once and keeps to it.
  const ready = event.isFetchedAfterMount && split.isFetchedAfterMount;
  return (
    <Page title={w.editTitle} sub={event.data?.title} back={{ to: `/me/events/${id}`, label: w.backToDesk }}>
      {failed && <ErrorState error={failed.error} onRetry={() => all.forEach((query) => query.isError && void query.refetch())} />}
      {!failed && !(ready && first) && <CardSkeleton />}
      {!failed && ready && event.data && split.data && first && !event.data.can.edit && (
        <EmptyState title={w.notYours} action={<ActionLink to={`/me/events/${id}`}>{w.backToDesk}</ActionLink>}>
          {w.notYoursHint}
        </EmptyState>
      )}
      {!failed && ready && event.data?.can.edit && split.data && first && templates.data && (
        <PlanForm
          templates={templates.data.items}
          first={first}
          event={event.data}
          split={split.data.agreement ? { base: split.data.agreement.base, shares: split.data.agreement.shares } : undefined}
          built={Boolean(split.data.builder?.agreedAt)}
        />
      )}
      {ready && event.data?.can.edit && <BuilderCard event={event.data} />}
    </Page>
  );
}
