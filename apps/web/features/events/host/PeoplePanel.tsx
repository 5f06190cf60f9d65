import { NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from '../../../lib/form';
import { useLocale } from '../../../lib/locale';
import { termText } from '../../../lib/terms';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { Confirm } from '../../../ui/Confirm';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorState } from '../../../ui/ErrorState';
import { FieldLabel, Form } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { Sheet } from '../../../ui/Sheet';
import { StatusTag, type Tone } from '../../../ui/Tags';
import { toast } from '../../../ui/Toasts';
import { words as heldWords } from './held.words';
import { type Desk, type EventPerson, invitePerson, removePerson, rereadEvents, ROLES } from './host.api';
import styles from './host.module.css';
import { type ChosenMixer, MixerChoice } from './MixerChoice';
import { words } from './people.words';

const TONES = { invited: 'warn', accepted: 'ok', declined: 'plain', withdrawn: 'bad', removed: 'plain' } as const satisfies Record<EventPerson['status'], Tone>;

/** People with a free seat and a duty: asked, answered, and where their posts are. */
export function PeoplePanel({ desk }: { desk: Desk }) {
  const w = useWords(words);
  const [asking, setAsking] = useState(false);
  const { event } = desk;
  // Who built the business has no seat, and stands beside the split.
  const people = desk.people.filter(({ role }) => role !== 'builder');
  const blocked = event.can.invite ? [] : [{ code: 'invite', message: w.closed }];
  return (
    <Card title={w.title}>
      <p className={styles.soft}>{w.hint}</p>
      {people.length === 0 && <EmptyState title={w.empty}>{w.emptyHint}</EmptyState>}
      <ul className={styles.lines}>
        {people.map((person) => (
          <Person key={person.id} person={person} />
        ))}
      </ul>
      <div className={styles.actions}>
        <ActionButton tone="quiet" blocked={blocked} blockedLabel={w.cannotInvite} onClick={() => setAsking(true)} aria-haspopup="dialog">
          {w.invite}
        </ActionButton>
      </div>
      {asking && <InviteSheet eventId={event.id} onClose={() => setAsking(false)} />}
    </Card>
  );
}

function Person({ person }: { person: EventPerson }) {
  const w = useWords(words);
  const held = useWords(heldWords);
  const locale = useLocale();
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const { id, name, role, status, duty, postUrl, postLabel, can } = person;
  const remove = useMutation({
    mutationFn: () => removePerson(id),
    onSuccess: () => {
      setAsked(false);
      toast(w.removed);
    },
    onSettled: () => rereadEvents(client),
  });
  return (
    <li>
      <div className={styles.row}>
        <span className={styles.tags}>
          <b>{held.person(name)}</b>
          <StatusTag tone="senior">{termText('personRole', role, locale)}</StatusTag>
        </span>
        <StatusTag tone={TONES[status]}>{w.status[status]}</StatusTag>
      </div>
      <div>{duty}</div>
      {postUrl && (
        <a href={postUrl} className={styles.link} rel="noreferrer" target="_blank">
          {w.post} [{postLabel}] {postUrl}
        </a>
      )}
      {role === 'promoter' && status === 'accepted' && !postUrl && <div className={styles.soft}>{w.noPost}</div>}
      {can.remove && (
        <div>
          <ActionButton tone="bare" size="xs" aria-label={w.removeOf(name)} onClick={() => setAsked(true)} aria-haspopup="dialog">
            {w.remove}
          </ActionButton>
        </div>
      )}
      <Confirm opened={asked} onClose={() => setAsked(false)} title={w.removeTitle} confirmLabel={w.remove} busy={remove.isPending} onConfirm={() => remove.mutate()}>
        {remove.error && <ErrorState error={remove.error} />}
        <p>{w.removeText(name)}</p>
      </Confirm>
    </li>
  );
}

function InviteSheet({ eventId, onClose }: { eventId: string; onClose: () => void }) {
  const w = useWords(words);
  const locale = useLocale();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<ChosenMixer | null>(null);
  const form = useForm({ mixerId: '', role: '', duty: '' }, ({ mixerId, role, duty }) => ({
    mixerId: mixerId === '' && w.whoMissing,
    role: role === '' && w.roleMissing,
    duty: duty.trim() === '' && w.dutyMissing,
  }));
  const take = (wish: ChosenMixer | null) => {
    setChosen(wish);
    form.set('mixerId', wish?.mixerId ?? '');
    form.set('role', ROLES.find((role) => wish?.roles.includes(role)) ?? '');
  };
  const send = form.submit(async ({ mixerId, role, duty }) => {
    const known = ROLES.find((one) => one === role);
    if (!known) return;
    await invitePerson(eventId, { mixerId, role: known, duty: duty.trim() });
    toast(w.sent(chosen?.name ?? ''));
    onClose();
    await rereadEvents(client);
  });
  return (
    <Sheet opened onClose={onClose} title={w.inviteTitle}>
      <Form onSubmit={(event) => void send(event)}>
        <FormErrors form={form} labels={{ mixerId: w.who, role: w.role, duty: w.duty }} />
        <MixerChoice eventId={eventId} chosen={chosen} onChoose={take} id={form.idOf('mixerId')} />
        {chosen && chosen.roles.length === 0 && <p className={styles.warn}>{w.noRole}</p>}
        {chosen && chosen.roles.length > 0 && (
          <>
            <NativeSelect
              {...form.text('role')}
              label={w.role}
              data={ROLES.map((role) => ({
                value: role,
                label: chosen.roles.includes(role) ? termText('personRole', role, locale) : `${termText('personRole', role, locale)} ${w.roleClosed}`,
                disabled: !chosen.roles.includes(role),
              }))}
            />
            <Textarea {...form.text('duty')} label={<FieldLabel mark="required">{w.duty}</FieldLabel>} description={w.dutyHint} autosize minRows={3} maxLength={500} />
            <ActionButton type="submit" wide busy={form.busy}>
              {w.send}
            </ActionButton>
          </>
        )}
      </Form>
    </Sheet>
  );
}
