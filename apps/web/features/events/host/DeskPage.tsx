import { TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useParams } from 'react-router';
import { useAddress } from '../../../lib/address';
import { useForm } from '../../../lib/form';
import { factsText, instantText, rangeText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useNow } from '../../../lib/now';
import { useMe } from '../../../lib/session';
import { termText } from '../../../lib/terms';
import { useWords } from '../../../lib/words';
import { ActionButton, ActionLink } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { ErrorState } from '../../../ui/ErrorState';
import { Form } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { CopyIcon, EditIcon } from '../../../ui/icons';
import { Page } from '../../../ui/Page';
import { Panels } from '../../../ui/Panels';
import { Sheet } from '../../../ui/Sheet';
import { CardSkeleton } from '../../../ui/Skeletons';
import { toast } from '../../../ui/Toasts';
import { ImportLink } from '../importing/ImportLink';
import { PromotionConsents } from '../../revenue/PromotionConsents';
import { ReferralLinks } from '../../revenue/ReferralLinks';
import { BuilderCard } from './BuilderCard';
import { CancelCost } from './CancelCost';
import { CancelSheet } from './CancelSheet';
import { Checklist } from './Checklist';
import { CopySheet } from './CopySheet';
import { CountsCard } from './CountsCard';
import { words } from './desk.words';
import { GuestsPanel } from './GuestsPanel';
import { stateOf } from './HeldEvents';
import { type Desk, deskQuery, type EventDetail, keepTemplate, rereadEvents } from './host.api';
import styles from './host.module.css';
import { MoveSheet } from './MoveSheet';
import { MoveWishCard } from './MoveWishCard';
import { PeoplePanel } from './PeoplePanel';
import { PlanFacts } from './PlanFacts';
import { ReportCard } from './ReportCard';
import { SettlementCard } from './SettlementCard';
import { SplitCard } from './SplitCard';
import { HostStage } from './Stage';

const TABS = ['overview', 'guests', 'people', 'sharing', 'money'] as const;
type Tab = (typeof TABS)[number];

/** The host's desk: where the event stands and everything that belongs to it. */
export default function DeskPage() {
  const w = useWords(words).desk;
  const { id = '' } = useParams();
  const desk = useQuery(deskQuery(id));
  if (!desk.data) {
    return (
      <Page title={w.back} back={{ to: '/me/events', label: w.back }}>
        {desk.isError ? <ErrorState error={desk.error} onRetry={() => void desk.refetch()} /> : <CardSkeleton count={3} />}
      </Page>
    );
  }
  return <Standing key={id} desk={desk.data} />;
}

function Standing({ desk }: { desk: Desk }) {
  const w = useWords(words).desk;
  const locale = useLocale();
  const me = useMe();
  const { get, set } = useAddress();
  const { event } = desk;
  const tab = TABS.find((known) => known === get('tab')) ?? 'overview';
  const show = (next: Tab) => set('tab', next === 'overview' ? '' : next);

  // The people of the space have a screen of their own for it.
  const helps = desk.people.some(({ role, status, mixerId }) => role === 'coHost' && status === 'accepted' && mixerId === me.mixer?.id);
  const ofSpace = event.space && me.spaces.some(({ id }) => id === event.space?.id);
  if (event.space && ofSpace && !event.host.self && !helps) return <Navigate to={`/spaces/${event.space.id}/events/${event.id}`} replace />;

  const open = event.status === 'published' || event.status === 'done' || event.status === 'settled';
  const edit = `/me/events/${event.id}/edit`;
  return (
    <Page
      title={event.title}
      width="wide"
      back={{ to: '/me/events', label: w.back }}
      sub={
        <>
          {rangeText(event.startsAt, event.endsAt, locale)}
          <br />
          {factsText([termText('eventKind', event.kind, locale), event.place], locale)}
        </>
      }
      actions={
        open && (
          <>
            <ActionLink tone="quiet" to={`/events/${event.id}`}>
              {w.public}
            </ActionLink>
            <ActionLink tone="quiet" to={`/events/${event.id}/door`}>
              {w.door}
            </ActionLink>
          </>
        )
      }
    >
      <HostStage desk={desk} tabTo={show} edit={edit} />
      <MoveWishCard event={event} side="host" />
      <CancelCost event={event} />
      <Panels label={w.tabsLabel} tabs={TABS.map((value) => ({ value, label: w.tabs[value] }))} value={tab} onChange={show}>
        {tab === 'overview' && <Overview desk={desk} edit={edit} />}
        {tab === 'guests' && (
          <div className={styles.stack}>
            <GuestsPanel desk={desk} />
            <ImportLink event={event} />
          </div>
        )}
        {tab === 'people' && <PeoplePanel desk={desk} />}
        {tab === 'sharing' && (
          <div className={styles.stack}>
            <ReferralLinks eventId={event.id} />
            <PromotionConsents eventId={event.id} asks={event.can.invite || event.can.edit} />
          </div>
        )}
        {tab === 'money' && <Money desk={desk} />}
      </Panels>
    </Page>
  );
}

function Overview({ desk, edit }: { desk: Desk; edit: string }) {
  const { event, counts } = desk;
  const open = event.status !== 'draft' && event.status !== 'proposed' && event.status !== 'countered' && event.status !== 'refused' && event.status !== 'approved';
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        {event.status === 'countered' && <SplitCard event={event} />}
        {open && <CountsCard counts={counts} />}
        <PlanFacts event={event} />
        <Versions event={event} />
      </div>
      <div className={styles.stack}>
        <Checklist event={event} />
        <WhatElse desk={desk} edit={edit} />
      </div>
    </div>
  );
}

function Money({ desk }: { desk: Desk }) {
  const now = useNow();
  const { event, counts } = desk;
  const state = stateOf(event, now);
  const over = state === 'over' || state === 'done' || state === 'settled';
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        {over && <ReportCard eventId={event.id} over={over} />}
        {over && <SettlementCard eventId={event.id} />}
        {!over && <SplitCard event={event} guests={counts.confirmed - counts.freeSeats} />}
        {!over && <BuilderCard event={event} />}
      </div>
      <div className={styles.stack}>
        {over && <SplitCard event={event} guests={counts.confirmed - counts.freeSeats} />}
        {over && <BuilderCard event={event} />}
        {!over && <ReportCard eventId={event.id} over={false} />}
        {!over && event.status === 'published' && event.toYen > 0 && <SettlementCard eventId={event.id} />}
      </div>
    </div>
  );
}

function Versions({ event }: { event: EventDetail }) {
  const w = useWords(words).versions;
  const locale = useLocale();
  if (event.versions.length < 2) return null;
  return (
    <Card title={w.title}>
      <ol className={styles.lines} reversed>
        {event.versions.map(({ version, changedAt, changedByName, reason }) => (
          <li key={version}>
            <div>
              <b>{w.version(version)}</b>{' '}
              <span className={styles.soft}>
                {instantText(changedAt, locale, false)} {changedByName}
              </span>
            </div>
            {version === 1 ? <div className={styles.soft}>{w.first}</div> : reason && <div>{reason}</div>}
          </li>
        ))}
      </ol>
    </Card>
  );
}

type Asked = 'copy' | 'move' | 'cancel' | 'keep';

/** Everything beside the one thing that leads on. What is closed says why. */
function WhatElse({ desk, edit }: { desk: Desk; edit: string }) {
  const w = useWords(words).desk;
  const [asked, setAsked] = useState<Asked | null>(null);
  const { event, counts } = desk;
  const { can, status } = event;
  const close = () => setAsked(null);
  const agreed = status === 'approved' || status === 'published';
  const ends = status === 'cancelled' || status === 'settled' || status === 'done';
  return (
    <Card title={w.whatElse}>
      <div className={styles.actions}>
        {can.edit && status !== 'refused' && status !== 'countered' && (
          <ActionLink tone="quiet" to={edit} icon={<EditIcon size={18} />}>
            {w.edit}
          </ActionLink>
        )}
        <ActionButton tone="quiet" icon={<CopyIcon size={18} />} onClick={() => setAsked('copy')} aria-haspopup="dialog">
          {w.copy}
        </ActionButton>
        {agreed && (
          <ActionButton tone="quiet" blocked={can.move ? [] : [{ code: 'move', message: w.closedBy.move }]} blockedLabel={w.cannotMove} onClick={() => setAsked('move')} aria-haspopup="dialog">
            {w.move}
          </ActionButton>
        )}
        <ActionButton tone="quiet" onClick={() => setAsked('keep')} aria-haspopup="dialog">
          {w.keep}
        </ActionButton>
        {can.cancel && (
          <ActionButton tone="danger" onClick={() => setAsked('cancel')} aria-haspopup="dialog">
            {agreed ? w.cancel : w.takeBack}
          </ActionButton>
        )}
      </div>
      {!can.cancel && ends && status !== 'cancelled' && <p className={styles.soft}>{w.closedBy.cancel}</p>}
      {asked === 'copy' && <CopySheet event={event} onClose={close} />}
      {asked === 'move' && <MoveSheet event={event} side="host" guests={counts.taken} onClose={close} />}
      {asked === 'cancel' && <CancelSheet desk={desk} side="host" onClose={close} />}
      {asked === 'keep' && <KeepSheet event={event} onClose={close} />}
    </Card>
  );
}

function KeepSheet({ event, onClose }: { event: EventDetail; onClose: () => void }) {
  const w = useWords(words).desk;
  const client = useQueryClient();
  const form = useForm({ name: event.title }, ({ name }) => ({ name: name.trim() === '' && w.keepNameMissing }));
  const send = form.submit(async ({ name }) => {
    await keepTemplate(event.id, name.trim());
    toast(w.kept);
    onClose();
    await rereadEvents(client);
  });
  return (
    <Sheet opened onClose={onClose} title={w.keepTitle}>
      <Form onSubmit={(submitted) => void send(submitted)}>
        <p>{w.keepHint}</p>
        <FormErrors form={form} labels={{ name: w.keepName }} />
        <TextInput {...form.text('name')} label={w.keepName} maxLength={80} />
        <ActionButton type="submit" wide busy={form.busy}>
          {w.save}
        </ActionButton>
      </Form>
    </Sheet>
  );
}
