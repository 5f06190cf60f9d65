import { Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from '../../../lib/form';
import { instantText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { Confirm } from '../../../ui/Confirm';
import { ErrorState } from '../../../ui/ErrorState';
import { FieldLabel } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { FormSheet } from '../../../ui/FormSheet';
import { LineSkeleton } from '../../../ui/Skeletons';
import { StatusTag } from '../../../ui/Tags';
import { toast } from '../../../ui/Toasts';
import { words } from './builder.words';
import { words as heldWords } from './held.words';
import { type EventDetail, removePerson, rereadEvents, splitQuery } from './host.api';
import styles from './host.module.css';
import { type ChosenMixer, MixerChoice } from './MixerChoice';
import { words as peopleWords } from './people.words';
import { askBuilder, peopleQuery } from './sides.api';

/** Who built the business and shares in its money: named by the host, agreed by themselves, until something is sold. */
export function BuilderCard({ event }: { event: EventDetail }) {
  const w = useWords(words);
  const { person } = useWords(heldWords);
  const locale = useLocale();
  const client = useQueryClient();
  const [open, setOpen] = useState<'name' | 'remove' | null>(null);
  const close = () => setOpen(null);
  const people = useQuery(peopleQuery(event.id));
  const split = useQuery(splitQuery(event.id));
  const named = people.data?.items.find(({ role, status }) => role === 'builder' && (status === 'invited' || status === 'accepted'));
  const remove = useMutation({
    mutationFn: (id: string) => removePerson(id),
    onSuccess: () => {
      close();
      toast(w.removed);
    },
    onSettled: () => rereadEvents(client),
  });
  if (event.toYen === 0) return null;
  const failed = people.error ?? split.error;
  const agreement = split.data?.agreement;
  const frozen = agreement?.status === 'frozen';
  const hasShare = agreement?.shares.some(({ role }) => role === 'builder') ?? false;
  const over = event.status === 'cancelled' || event.status === 'done' || event.status === 'settled';
  return (
    <Card title={w.title} aside={named && <StatusTag tone={named.status === 'accepted' ? 'ok' : 'warn'}>{named.status === 'accepted' ? w.agreed : w.waiting}</StatusTag>}>
      {people.isPending && <LineSkeleton count={2} />}
      {failed && <ErrorState error={failed} onRetry={() => void Promise.all([people.refetch(), split.refetch()])} />}
      {people.data && !named && <p>{w.nobody}</p>}
      {people.data && !named && !over && <p className={styles.soft}>{w.hint}</p>}
      {named && (
        <>
          <p>
            <b>{person(named.name)}</b>
            {named.status === 'accepted' && named.answeredAt && <span className={styles.soft}> {w.agreedAt(instantText(named.answeredAt, locale, false))}</span>}
          </p>
          <p className={styles.said}>{named.duty}</p>
          {named.status === 'invited' && <p className={styles.soft}>{w.unagreed}</p>}
          {!hasShare && <p className={styles.warn}>{w.noShare}</p>}
        </>
      )}
      {frozen && <p className={styles.soft}>{w.frozen}</p>}
      <div className={styles.actions}>
        {people.data && !named && !frozen && !over && (
          <ActionButton tone="quiet" onClick={() => setOpen('name')} aria-haspopup="dialog">
            {w.name}
          </ActionButton>
        )}
        {named?.can.remove && (
          <ActionButton tone="bare" onClick={() => setOpen('remove')} aria-haspopup="dialog">
            {w.remove}
          </ActionButton>
        )}
      </div>
      {open === 'name' && <BuilderSheet eventId={event.id} onClose={close} />}
      {named && (
        <Confirm opened={open === 'remove'} onClose={close} title={w.removeTitle} confirmLabel={w.remove} busy={remove.isPending} onConfirm={() => remove.mutate(named.id)}>
          {remove.error && <ErrorState error={remove.error} />}
          <p>{w.removeText(named.name)}</p>
        </Confirm>
      )}
    </Card>
  );
}

function BuilderSheet({ eventId, onClose }: { eventId: string; onClose: () => void }) {
  const w = useWords(words);
  const p = useWords(peopleWords);
  const client = useQueryClient();
  const [chosen, setChosen] = useState<ChosenMixer | null>(null);
  const form = useForm({ mixerId: '', duty: '' }, ({ mixerId, duty }) => ({ mixerId: mixerId === '' && p.whoMissing, duty: duty.trim() === '' && w.builtMissing }));
  const send = form.submit(async ({ mixerId, duty }) => {
    await askBuilder(eventId, mixerId, duty.trim());
    toast(w.sent(chosen?.name ?? ''));
    onClose();
    await rereadEvents(client);
  });
  const closed = chosen !== null && !chosen.roles.includes('builder');
  return (
    <FormSheet title={w.sheetTitle} verb={w.send} busy={form.busy} onSend={() => void send()} onClose={onClose}>
      <FormErrors form={form} labels={{ mixerId: p.who, duty: w.built }} />
      <MixerChoice
        eventId={eventId}
        id={form.idOf('mixerId')}
        chosen={chosen}
        onChoose={(mixer) => {
          setChosen(mixer);
          form.set('mixerId', mixer?.mixerId ?? '');
        }}
      />
      {closed && <p className={styles.warn}>{w.closed}</p>}
      {chosen && !closed && (
        <Textarea {...form.text('duty')} label={<FieldLabel mark="required">{w.built}</FieldLabel>} description={w.builtHint} autosize minRows={3} maxLength={500} />
      )}
    </FormSheet>
  );
}
