import { Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { dayText, instantText, rangeText, yenText } from '../../lib/format';
import { useForm } from '../../lib/form';
import { useLocale } from '../../lib/locale';
import { today } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { openingOn } from '../spaces/opening';
import type { Space } from '../spaces/space.api';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { DaysPicker } from '../../ui/DaysPicker';
import { FieldLabel } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { FormSheet } from '../../ui/FormSheet';
import { CopyIcon, TrashIcon } from '../../ui/icons';
import { StatusTag } from '../../ui/Tags';
import { TextLink } from '../../ui/TextLink';
import { toast } from '../../ui/Toasts';
import { words as calendarWords } from './calendar.words';
import styles from './editor.module.css';
import { words } from './editor.words';
import { type CalendarShift, cancelShift, copyShift, rereadShifts, type ShiftDetail } from './owner.api';
import { People } from './People';
import { useNow } from './useNow';

interface ShiftAboutProps {
  space: Space;
  shift: ShiftDetail;
  people: CalendarShift['people'];
}

/** What surrounds a shift: who is on it, who was asked, its versions; copying it and calling it off. */
export function ShiftAbout({ space, shift, people }: ShiftAboutProps) {
  const w = useWords(words);
  const [asked, setAsked] = useState<'copy' | 'cancel' | null>(null);
  const close = () => setAsked(null);
  return (
    <div className={styles.about}>
      {shift.status !== 'draft' && (
        <Card title={w.people} aside={<TextLink to={`/spaces/${space.id}/claims?about=upcoming`}>{w.toClaims}</TextLink>}>
          {people.length === 0 ? <p className={styles.hint}>{w.nobody}</p> : <People people={people} />}
        </Card>
      )}
      {shift.invitations.length > 0 && <Invitations invitations={shift.invitations} />}
      {shift.versions.length > 1 && <Versions versions={shift.versions} />}
      {space.can.edit && (
        <div className={styles.actions}>
          <ActionButton tone="quiet" icon={<CopyIcon />} onClick={() => setAsked('copy')}>
            {w.copy}
          </ActionButton>
          {shift.can.cancel && (
            <ActionButton tone="danger" icon={<TrashIcon />} onClick={() => setAsked('cancel')}>
              {w.cancel}
            </ActionButton>
          )}
        </div>
      )}
      {asked === 'copy' && <CopySheet space={space} shift={shift} onClose={close} />}
      {asked === 'cancel' && <CancelSheet shift={shift} people={people} onClose={close} />}
    </div>
  );
}

function Invitations({ invitations }: Pick<ShiftDetail, 'invitations'>) {
  const w = useWords(words);
  const locale = useLocale();
  return (
    <Card title={w.invitations}>
      <p className={styles.hint}>{w.invitationsHint}</p>
      <ul className={styles.rows}>
        {invitations.map((invitation) => (
          <li key={invitation.id}>
            <b>{invitation.name}</b>
            {!invitation.known && <StatusTag tone="warn">{w.unknown}</StatusTag>}
            {invitation.known && <span className={styles.hint}>{invitation.toldAt ? w.told(instantText(invitation.toldAt, locale, false)) : w.toTell}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The names of the fields in which a version differs from the one before it. */
function changedFields(said: Record<string, unknown>, before: Record<string, unknown> | undefined, names: Readonly<Record<string, string>>): string[] {
  if (!before) return [];
  return Object.entries(names).flatMap(([field, name]) => (said[field] === before[field] ? [] : [name]));
}

function Versions({ versions }: Pick<ShiftDetail, 'versions'>) {
  const w = useWords(words);
  const locale = useLocale();
  return (
    <Card title={w.versions}>
      <ol className={styles.rows} reversed>
        {versions.map((version, index) => {
          const changed = changedFields(version.said, versions[index + 1]?.said, w.fields);
          return (
            <li key={version.version}>
              <div>
                <b>{w.version(version.version)}</b>{' '}
                <span className={styles.hint}>
                  {instantText(version.changedAt, locale)}
                  {version.changedByName && ` ・ ${version.changedByName}`}
                </span>
              </div>
              <div className={styles.hint}>{changed.length === 0 ? w.first : w.changedFields(changed.join(w.and))}</div>
              {version.reason && <div>{version.reason}</div>}
            </li>
          );
        })}
      </ol>
    </Card>
  );
}

interface CopySheetProps {
  space: Space;
  shift: ShiftDetail;
  onClose: () => void;
}

function CopySheet({ space, shift, onClose }: CopySheetProps) {
  const w = useWords(words);
  const { closed } = useWords(calendarWords);
  const locale = useLocale();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm<{ days: string[] }>({ days: [] }, ({ days }) => ({ days: days.length === 0 && w.copyNone }));
  const send = form.submit(async ({ days }) => {
    const { ids } = await copyShift(shift.id, days);
    toast(w.copied(ids.length));
    await rereadShifts(client);
    onClose();
    await navigate(`/spaces/${space.id}/claims?about=drafts`);
  });
  return (
    <FormSheet
      title={w.copyTitle}
      verb={form.values.days.length === 0 ? w.copyNone : w.copyDo(form.values.days.length)}
      busy={form.busy}
      onSend={send}
      onClose={onClose}
    >
      <FormErrors form={form} labels={{ days: w.day }} />
      <p className={styles.hint}>{w.copyHint(rangeText(shift.startsAt, shift.endsAt, locale, false))}</p>
      <DaysPicker
        label={w.copyTitle}
        value={form.values.days}
        onChange={(days) => form.set('days', days)}
        min={today()}
        noteOf={(day) => (openingOn(day, space).length === 0 ? closed : undefined)}
      />
    </FormSheet>
  );
}

/** Cancelled this late or later, part of each reward is due. */
const LATE_MS = 24 * 3_600_000;

interface CancelSheetProps {
  shift: ShiftDetail;
  people: CalendarShift['people'];
  onClose: () => void;
}

function CancelSheet({ shift, people, onClose }: CancelSheetProps) {
  const w = useWords(words);
  const client = useQueryClient();
  const form = useForm({ reason: '' }, ({ reason }) => ({ reason: reason.trim() === '' && w.missing }));
  const send = form.submit(async ({ reason }) => {
    await cancelShift(shift.id, reason);
    toast(w.cancelled);
    onClose();
    await rereadShifts(client);
  });
  return (
    <FormSheet title={w.cancelTitle} verb={w.cancelDo} tone="danger" busy={form.busy} onSend={send} onClose={onClose}>
      <Cost shift={shift} people={people} />
      <FormErrors form={form} labels={{ reason: w.cancelReason }} />
      <Textarea
        {...form.text('reason')}
        label={<FieldLabel mark="required">{w.cancelReason}</FieldLabel>}
        description={w.cancelReasonHint}
        minRows={2}
      />
    </FormSheet>
  );
}

/** What calling it off costs, before it is done. */
function Cost({ shift, people }: Pick<CancelSheetProps, 'shift' | 'people'>) {
  const w = useWords(words);
  const locale = useLocale();
  const now = useNow();
  const booked = people.filter(({ status }) => status === 'booked' || status === 'standInWanted').length;
  const told = people.filter(({ status }) => status === 'requested').length + booked;
  const late = new Date(shift.startsAt).getTime() - now.getTime() <= LATE_MS;
  const each = shift.lateCancelDueYen;
  if (shift.status === 'draft') return <p>{w.cancelDraft}</p>;
  if (told === 0) return <p>{w.cancelNobody}</p>;
  return (
    <Card tone={late && booked > 0 ? 'warm' : 'sunk'} as="div">
      {late && booked > 0 ? (
        <>
          <p>
            <b>{w.cancelCost(booked, yenText(each, locale), yenText(each * booked, locale))}</b>
          </p>
          <p>{w.cancelDue(dayText(shift.paymentDueOn, locale))}</p>
        </>
      ) : (
        <p>{late ? w.cancelNobody : w.cancelFree}</p>
      )}
      <p className={styles.hint}>{w.cancelTells(told)}</p>
    </Card>
  );
}
