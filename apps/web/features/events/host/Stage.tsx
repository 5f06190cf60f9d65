import { Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useForm } from '../../../lib/form';
import { useNow } from '../../../lib/now';
import { tokyoDay } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { ActionButton, ActionLink } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { Confirm } from '../../../ui/Confirm';
import { ErrorState } from '../../../ui/ErrorState';
import { FieldLabel, Form } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toasts';
import { words } from './desk.words';
import { EventTag, stateOf } from './HeldEvents';
import { type Desk, type EventDetail, proposeEvent, publishEvent, rereadEvents } from './host.api';
import styles from './host.module.css';

interface StageCardProps {
  event: EventDetail;
  /** What happens next, in a sentence. */
  next: string;
  children?: ReactNode;
}

/** Where an event stands, what happens next, and what one can do about it. */
export function StageCard({ event, next, children }: StageCardProps) {
  const w = useWords(words).desk;
  return (
    <Card as="div" tone="warm">
      <p className={styles.tags}>
        <EventTag event={event} />
      </p>
      <p className={styles.next}>{next}</p>
      {event.status === 'refused' && event.answerReason && (
        <p className={styles.said}>
          <b>{w.theirReason}</b>
          <br />
          {event.answerReason}
        </p>
      )}
      {event.status === 'cancelled' && event.cancelReason && <p className={styles.said}>{event.cancelReason}</p>}
      {children}
    </Card>
  );
}

/** Whether a published event is held today, by Tokyo's calendar. */
export const isToday = (event: Pick<EventDetail, 'status' | 'startsAt' | 'endsAt'>, now: number): boolean =>
  event.status === 'published' && tokyoDay(event.startsAt) === tokyoDay(now) && Date.parse(event.endsAt) > now;

/** The host's side of it: the one loud button is what leads on from here. */
export function HostStage({ desk, tabTo, edit }: { desk: Desk; tabTo: (tab: 'sharing' | 'money') => void; edit: string }) {
  const w = useWords(words).desk;
  const now = useNow();
  const client = useQueryClient();
  const { event, counts } = desk;
  const { can, why, status } = event;
  const space = event.space?.name ?? '';
  const [asked, setAsked] = useState<'propose' | 'counter' | 'publish' | null>(null);
  const publish = useMutation({
    mutationFn: () => publishEvent(event.id),
    onSuccess: () => {
      setAsked(null);
      toast(w.published);
      tabTo('sharing');
    },
    onSettled: () => rereadEvents(client),
  });
  const state = stateOf(event, now);
  const today = isToday(event, now);
  const next = {
    draft: event.space ? w.next.draft : w.next.draftOwn,
    proposed: w.next.proposed(space),
    countered: w.next.countered(space),
    refused: w.next.refused(space),
    approved: w.next.approved,
    published: today ? w.next.today : w.next.published,
    over: w.next.over,
    done: w.next.over,
    settled: w.next.settled,
    cancelled: w.next.cancelled,
  }[state];
  const mayPropose = can.propose || (why.propose?.length ?? 0) > 0;
  const mayPublish = can.publish || (why.publish?.length ?? 0) > 0;
  return (
    <StageCard event={event} next={next}>
      {event.warnedAt && state === 'published' && event.minGuests !== null && counts.confirmed < event.minGuests && (
        <p className={styles.said}>
          <b className={styles.warn}>{w.warned(event.minGuests, counts.confirmed)}</b>
          <br />
          {w.goOn}
        </p>
      )}
      <div className={styles.ways}>
        {status === 'draft' && mayPropose && (
          <ActionButton wide blocked={can.propose ? [] : why.propose} blockedLabel={w.cannotPropose} onClick={() => setAsked('propose')} aria-haspopup="dialog">
            {w.propose}
          </ActionButton>
        )}
        {status === 'countered' && mayPropose && (
          <ActionButton wide blocked={can.propose ? [] : why.propose} blockedLabel={w.cannotPropose} onClick={() => setAsked('counter')} aria-haspopup="dialog">
            {w.takeCounter}
          </ActionButton>
        )}
        {status === 'countered' && can.edit && (
          <ActionLink tone="quiet" wide to={edit}>
            {w.changeAndPropose}
          </ActionLink>
        )}
        {status === 'refused' && can.edit && (
          <ActionLink wide to={edit}>
            {w.edit}
          </ActionLink>
        )}
        {(status === 'approved' || (status === 'draft' && !event.space)) && mayPublish && (
          <ActionButton wide blocked={can.publish ? [] : why.publish} blockedLabel={w.cannotPublish} onClick={() => setAsked('publish')} aria-haspopup="dialog">
            {w.publish}
          </ActionButton>
        )}
        {state === 'published' && today && (
          <ActionLink wide to={`/events/${event.id}/door`}>
            {w.door}
          </ActionLink>
        )}
        {state === 'published' && !today && (
          <ActionButton wide onClick={() => tabTo('sharing')}>
            {w.toSharing}
          </ActionButton>
        )}
        {(state === 'over' || state === 'done') && (
          <ActionButton wide onClick={() => tabTo('money')}>
            {w.toMoney}
          </ActionButton>
        )}
      </div>
      {(asked === 'propose' || asked === 'counter') && <ProposeSheet event={event} taking={asked === 'counter'} onClose={() => setAsked(null)} />}
      <Confirm opened={asked === 'publish'} onClose={() => setAsked(null)} title={w.publishTitle} confirmLabel={w.publish} tone="main" busy={publish.isPending} onConfirm={() => publish.mutate()}>
        {publish.error && <ErrorState error={publish.error} />}
        <p>{w.publishText}</p>
      </Confirm>
    </StageCard>
  );
}

function ProposeSheet({ event, taking, onClose }: { event: EventDetail; taking: boolean; onClose: () => void }) {
  const w = useWords(words).desk;
  const client = useQueryClient();
  const form = useForm({ note: '' });
  const send = form.submit(async ({ note }) => {
    await proposeEvent(event.id, note.trim());
    toast(taking ? w.tookCounter : w.proposed);
    onClose();
    await rereadEvents(client);
  });
  return (
    <Sheet opened onClose={onClose} title={taking ? w.takeCounterTitle : w.proposeTitle}>
      <Form onSubmit={(submitted) => void send(submitted)}>
        <p>{taking ? w.takeCounterText : w.proposeText(event.space?.name ?? '')}</p>
        <FormErrors form={form} labels={{ note: w.proposeNote }} />
        <Textarea {...form.text('note')} label={<FieldLabel mark="optional">{w.proposeNote}</FieldLabel>} description={w.proposeNoteHint} autosize minRows={2} maxLength={1000} />
        <ActionButton type="submit" wide busy={form.busy}>
          {taking ? w.takeCounter : w.proposeDo}
        </ActionButton>
      </Form>
    </Sheet>
  );
}
