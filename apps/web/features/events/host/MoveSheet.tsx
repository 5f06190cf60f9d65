import { NativeSelect, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from '../../../lib/form';
import { rangeText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { asProblem } from '../../../lib/problem';
import { useWords } from '../../../lib/words';
import { Confirm } from '../../../ui/Confirm';
import { FieldLabel } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { FormSheet } from '../../../ui/FormSheet';
import { toast } from '../../../ui/Toasts';
import { DayAndTimes } from '../../shifts/DayAndTimes';
import { words as shiftWords } from '../../shifts/editor.words';
import { fieldsOf, spanOf } from '../../shifts/time-text';
import { timesComplaints } from '../../shifts/times-complaints';
import { spaceChoicesQuery, spaceQuery } from '../../spaces/space.api';
import { words } from './changes.words';
import { type EventDetail, moveEvent, rereadEvents } from './host.api';
import styles from './host.module.css';

interface MoveSheetProps {
  event: EventDetail;
  /** The space decides at once; the host asks it. */
  side: 'host' | 'space';
  /** Who is told of it. */
  guests: number;
  onClose: () => void;
}

/** Another time, room or space. */
export function MoveSheet({ event, side, guests, onClose }: MoveSheetProps) {
  const w = useWords(words).move;
  const e = useWords(shiftWords);
  const locale = useLocale();
  const client = useQueryClient();
  /** The time outside opening hours about which the owner is asked. */
  const [outside, setOutside] = useState<string | null>(null);
  const start = { ...fieldsOf(event), spaceId: event.space?.id ?? '', resourceId: event.room?.id ?? '', reason: '' };
  const form = useForm(start, (values) => {
    const times = timesComplaints({ day: values.day, from: values.from, to: values.to }, e);
    const same = JSON.stringify({ ...values, reason: '' }) === JSON.stringify({ ...start, reason: '' });
    return {
      ...times,
      day: times.day ?? (same && w.same),
      resourceId: event.format !== 'online' && values.spaceId !== '' && values.resourceId === '' && w.roomMissing,
      reason: values.reason.trim() === '' && w.reasonMissing,
    };
  });
  const { values, set } = form;
  const spaces = useQuery({ ...spaceChoicesQuery, enabled: side === 'host' });
  const space = useQuery({ ...spaceQuery(values.spaceId), enabled: values.spaceId !== '' });
  const rooms = (space.data?.resources ?? []).filter((room) => !room.retired || room.id === values.resourceId);
  const asks = side === 'host' && values.spaceId !== '';
  const send = (outsideHours: boolean) => {
    setOutside(null);
    return form.submit(async (wanted) => {
      const span = spanOf(wanted.day, wanted.from, wanted.to);
      if (!span) return;
      try {
        const { moveWish } = await moveEvent(event.id, {
          ...span,
          ...(wanted.spaceId !== start.spaceId ? { spaceId: wanted.spaceId } : {}),
          ...(wanted.resourceId !== '' && wanted.resourceId !== start.resourceId ? { resourceId: wanted.resourceId } : {}),
          ...(outsideHours ? { outsideHours } : {}),
          reason: wanted.reason.trim(),
        });
        toast(moveWish ? w.wished : w.done);
      } catch (error) {
        if (asProblem(error).code !== 'event.outsideHours') throw error;
        setOutside(rangeText(span.startsAt, span.endsAt, locale));
        return;
      }
      onClose();
      await rereadEvents(client);
    })();
  };
  if (outside !== null) {
    return (
      <Confirm opened onClose={() => setOutside(null)} title={w.outsideTitle} confirmLabel={w.outsideYes} tone="main" busy={form.busy} onConfirm={() => void send(true)}>
        <p>{w.outsideText(outside)}</p>
      </Confirm>
    );
  }
  return (
    <FormSheet title={w.title} verb={asks ? w.wish : w.do} busy={form.busy} onSend={() => void send(false)} onClose={onClose}>
      <FormErrors form={form} labels={{ day: e.day, from: e.from, to: e.to, startsAt: e.from, endsAt: e.to, spaceId: w.space, resourceId: w.room, reason: w.reason }} />
      <p>{asks ? w.wishHint(space.data?.name ?? event.space?.name ?? '') : w.spaceHint}</p>
      {guests > 0 && <p className={styles.soft}>{w.guests(guests)}</p>}
      {side === 'host' && event.space && (
        <NativeSelect
          {...form.text('spaceId')}
          label={w.space}
          onChange={({ currentTarget }) => {
            set('spaceId', currentTarget.value);
            set('resourceId', '');
          }}
          data={(spaces.data?.items ?? [{ id: event.space.id, name: event.space.name, relation: { designated: true } }])
            .filter(({ id, relation }) => relation.designated || id === event.space?.id)
            .map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {event.format !== 'online' && values.spaceId !== '' && (
        <NativeSelect {...form.text('resourceId')} label={w.room} data={[{ value: '', label: w.noRoom }, ...rooms.map(({ id, name }) => ({ value: id, label: name }))]} />
      )}
      <DayAndTimes
        value={{ day: values.day, from: values.from, to: values.to }}
        ids={{ day: form.idOf('day'), from: form.idOf('from'), to: form.idOf('to') }}
        errors={{ day: form.errorAt('day'), from: form.errorAt('from') ?? form.errorAt('startsAt'), to: form.errorAt('to') ?? form.errorAt('endsAt') }}
        space={space.data}
        onChange={({ day, from, to }) => {
          if (day !== undefined) set('day', day);
          if (from !== undefined) set('from', from);
          if (to !== undefined) set('to', to);
        }}
      />
      <Textarea {...form.text('reason')} label={<FieldLabel mark="required">{w.reason}</FieldLabel>} description={w.reasonHint} minRows={2} maxLength={500} />
    </FormSheet>
  );
}
