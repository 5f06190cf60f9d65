import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { factsText, rangeText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useNow } from '../../../lib/now';
import { asProblem } from '../../../lib/problem';
import { termText } from '../../../lib/terms';
import { useWords } from '../../../lib/words';
import { ActionButton, ActionLink } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { Confirm } from '../../../ui/Confirm';
import { ErrorState } from '../../../ui/ErrorState';
import { Page } from '../../../ui/Page';
import { ReasonSheet } from '../../../ui/ReasonSheet';
import { CardSkeleton } from '../../../ui/Skeletons';
import { toast } from '../../../ui/Toasts';
import { useSpaceId } from '../../spaces/useSpaceId';
import { CancelCost } from '../host/CancelCost';
import { CancelSheet } from '../host/CancelSheet';
import { CounterSheet } from '../host/CounterSheet';
import { CountsCard } from '../host/CountsCard';
import { words as deskWords } from '../host/desk.words';
import { GuestsPanel } from '../host/GuestsPanel';
import { words as heldWords } from '../host/held.words';
import { stateOf } from '../host/HeldEvents';
import { approveEvent, counterOffer, type Desk, deskQuery, type EventDetail, eventDetailQuery, refuseEvent, rereadEvents, splitQuery } from '../host/host.api';
import styles from '../host/host.module.css';
import { MoveSheet } from '../host/MoveSheet';
import { MoveWishCard } from '../host/MoveWishCard';
import { PlanFacts } from '../host/PlanFacts';
import { ReportCard } from '../host/ReportCard';
import { SettlementCard } from '../host/SettlementCard';
import { SplitCard } from '../host/SplitCard';
import { isToday, StageCard } from '../host/Stage';
import { MoneyClosed } from './MoneyClosed';
import { words } from './space.words';

/** An event in the room of a space: the space's word on it, who comes, and what it comes to. */
export default function SpaceEventPage() {
  const w = useWords(words);
  const spaceId = useSpaceId();
  const { eventId = '' } = useParams();
  const event = useQuery(eventDetailQuery(eventId));
  const desk = useQuery(deskQuery(eventId));
  const back = { to: `/spaces/${spaceId}/events`, label: w.back };
  // Another space still has it and its guests: this one reads what it is asked.
  const asked = event.data?.moveWish?.elsewhere && event.data.moveWish.spaceId === spaceId && event.data.space?.id !== spaceId;
  if (event.data && asked) return <AskedToTakeIn event={event.data} back={back} />;
  if (!desk.data) {
    return (
      <Page title={w.title} back={back}>
        {desk.isError ? <ErrorState error={desk.error} onRetry={() => void desk.refetch()} /> : <CardSkeleton count={3} />}
      </Page>
    );
  }
  return <Standing desk={desk.data} back={back} />;
}

/** The line under an event's title: its time, what it is, and who holds it. */
function WhenAndWhose({ event }: { event: EventDetail }) {
  const { hostedBy } = useWords(heldWords);
  const locale = useLocale();
  return (
    <>
      {rangeText(event.startsAt, event.endsAt, locale)}
      <br />
      {factsText([termText('eventKind', event.kind, locale), hostedBy(event.host.name)], locale)}
    </>
  );
}

function AskedToTakeIn({ event, back }: { event: EventDetail; back: { to: string; label: string } }) {
  return (
    <Page
      title={event.title}
      width="wide"
      back={back}
      sub={<WhenAndWhose event={event} />}
    >
      <MoveWishCard event={event} side="space" />
      <div className={styles.columns}>
        {event.moveWish?.can.money && <SplitCard event={event} />}
        <PlanFacts event={event} withHost />
      </div>
    </Page>
  );
}

type Asked = 'approve' | 'outside' | 'counter' | 'refuse' | 'move' | 'cancel';

function Standing({ desk, back }: { desk: Desk; back: { to: string; label: string } }) {
  const w = useWords(deskWords).desk;
  const answerWords = useWords(words);
  const now = useNow();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const { event, counts } = desk;
  const { money } = desk.can;
  const state = stateOf(event, now);
  const over = state === 'over' || state === 'done' || state === 'settled';
  const open = event.status === 'published' || over || event.status === 'cancelled';
  const moves = event.status === 'approved' || event.status === 'published';
  return (
    <Page
      title={event.title}
      width="wide"
      back={back}
      sub={<WhenAndWhose event={event} />}
      actions={
        open && (
          <ActionLink tone="quiet" to={`/events/${event.id}`}>
            {w.public}
          </ActionLink>
        )
      }
    >
      <Answer event={event} ask={setAsked} />
      <CancelCost event={event} />
      <MoveWishCard event={event} side="space" onOther={event.can.move ? () => setAsked('move') : undefined} />
      <div className={styles.columns}>
        <div className={styles.stack}>
          {money && over && <SettlementCard eventId={event.id} />}
          {open && <CountsCard counts={counts} />}
          {money && !over && <SplitCard event={event} guests={counts.confirmed - counts.freeSeats} />}
          <PlanFacts event={event} withHost />
        </div>
        <div className={styles.stack}>
          {money && over && <ReportCard eventId={event.id} over />}
          {money && over && <SplitCard event={event} guests={counts.confirmed - counts.freeSeats} />}
          <MoneyClosed reasons={desk.why.money} />
          {open && <GuestsPanel desk={desk} />}
          {(event.can.move || event.can.cancel) && (
            <Card title={w.whatElse}>
              <div className={styles.actions}>
                {moves && event.can.move && (
                  <ActionButton tone="quiet" onClick={() => setAsked('move')} aria-haspopup="dialog">
                    {w.move}
                  </ActionButton>
                )}
                {event.can.cancel && (
                  <ActionButton tone="danger" onClick={() => setAsked('cancel')} aria-haspopup="dialog">
                    {w.cancel}
                  </ActionButton>
                )}
              </div>
            </Card>
          )}
        </div>
      </div>
      <ApproveSheet event={event} asked={asked} ask={setAsked} />
      {asked === 'counter' && <CounterSheet event={event} words={answerWords} onSend={(split, note) => counterOffer(event.id, split, note)} onClose={close} />}
      <RefuseSheet event={event} opened={asked === 'refuse'} onClose={close} />
      {asked === 'move' && <MoveSheet event={event} side="space" guests={counts.taken} onClose={close} />}
      {asked === 'cancel' && <CancelSheet desk={desk} side="space" onClose={close} />}
    </Page>
  );
}

/** The space's side: the one loud button is its answer. */
function Answer({ event, ask }: { event: EventDetail; ask: (what: Asked) => void }) {
  const w = useWords(words);
  const { desk } = useWords(deskWords);
  const now = useNow();
  const { can, why } = event;
  const state = stateOf(event, now);
  const today = isToday(event, now);
  const said = desk.spaceNext;
  const next = {
    draft: said.refused,
    // Its reception reads along; the word is the owner's and the managers'.
    proposed: can.refuse ? said.proposed : w.othersAnswer,
    countered: said.countered,
    refused: said.refused,
    approved: said.approved,
    published: today ? said.today : said.published,
    over: said.over,
    done: said.over,
    settled: said.settled,
    cancelled: said.cancelled,
  }[state];
  return (
    <StageCard event={event} next={next}>
      <div className={styles.ways}>
        {(can.approve || (why.approve?.length ?? 0) > 0) && (
          <ActionButton wide blocked={can.approve ? [] : why.approve} blockedLabel={w.cannotApprove} onClick={() => ask('approve')} aria-haspopup="dialog">
            {w.approve}
          </ActionButton>
        )}
        {can.counter && event.toYen > 0 && (
          <ActionButton wide tone="quiet" onClick={() => ask('counter')} aria-haspopup="dialog">
            {w.counter}
          </ActionButton>
        )}
        {can.refuse && (
          <ActionButton wide tone="bare" onClick={() => ask('refuse')} aria-haspopup="dialog">
            {w.refuse}
          </ActionButton>
        )}
        {state === 'published' && (
          <ActionLink wide tone={today ? 'main' : 'quiet'} to={`/events/${event.id}/door`}>
            {desk.door}
          </ActionLink>
        )}
      </div>
    </StageCard>
  );
}

function ApproveSheet({ event, asked, ask }: { event: EventDetail; asked: Asked | null; ask: (what: Asked | null) => void }) {
  const w = useWords(words);
  const locale = useLocale();
  const client = useQueryClient();
  const split = useQuery(splitQuery(event.id));
  const close = () => ask(null);
  const approve = useMutation({
    mutationFn: (outsideHours: boolean) => approveEvent(event.id, { ...(split.data?.agreement ? { splitVersion: split.data.agreement.version } : {}), ...(outsideHours ? { outsideHours } : {}) }),
    onSuccess: () => {
      close();
      toast(w.approved);
    },
    onError: (error) => {
      if (asProblem(error).code === 'event.outsideHours') ask('outside');
    },
    onSettled: () => rereadEvents(client),
  });
  return (
    <>
      <Confirm opened={asked === 'approve'} onClose={close} title={w.approveTitle} confirmLabel={w.approve} tone="main" busy={approve.isPending || split.isPending} onConfirm={() => approve.mutate(false)}>
        {approve.error && <ErrorState error={approve.error} />}
        <p>
          <b>{rangeText(event.startsAt, event.endsAt, locale)}</b> {event.room?.name}
        </p>
        <p>{w.approveText}</p>
      </Confirm>
      <Confirm opened={asked === 'outside'} onClose={close} title={w.outsideTitle} confirmLabel={w.outsideYes} tone="main" busy={approve.isPending} onConfirm={() => approve.mutate(true)}>
        {approve.error && asProblem(approve.error).code !== 'event.outsideHours' && <ErrorState error={approve.error} />}
        <p>{w.outsideText(rangeText(event.startsAt, event.endsAt, locale))}</p>
      </Confirm>
    </>
  );
}

function RefuseSheet({ event, opened, onClose }: { event: EventDetail; opened: boolean; onClose: () => void }) {
  const w = useWords(words);
  const client = useQueryClient();
  return (
    <ReasonSheet
      opened={opened}
      onClose={onClose}
      title={w.refuseTitle}
      hint={w.refuseHint}
      submitLabel={w.refuseDo}
      tone="danger"
      onSend={async (reason) => {
        await refuseEvent(event.id, reason);
        onClose();
        toast(w.refused);
        await rereadEvents(client);
      }}
    />
  );
}
