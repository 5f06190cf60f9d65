import { Modal, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from '../../../lib/form';
import { instantText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { FormErrors } from '../../../ui/FormErrors';
import { FormSheet } from '../../../ui/FormSheet';
import { CheckIcon, ChevronLeft, ChevronRight, QrIcon } from '../../../ui/icons';
import { QrCode } from '../../../ui/QrCode';
import { StatusTag } from '../../../ui/Tags';
import { toast } from '../../../ui/Toasts';
import { When } from '../../../ui/When';
import { words } from './manage.words';
import styles from './RegistrationPage.module.css';
import { type GuestSeat, keepManaged, type MineProps, renameSeats } from './registrations.api';

interface PassCardProps extends MineProps {
  over: boolean;
}

type Pass = GuestSeat & { pass: string };
const hasPass = (seat: GuestSeat): seat is Pass => seat.pass !== null && seat.status === 'taken';

/** Twelve letters in threes of four, as they are read aloud. */
const spaced = (pass: string): string => pass.replace(/(.{4})(?=.)/g, '$1 ');

/** What opens the door: one code a seat, large on demand. */
export function PassCard({ registration, holder, over }: PassCardProps) {
  const w = useWords(words).pass;
  const locale = useLocale();
  const [shown, setShown] = useState<number | null>(null);
  const [naming, setNaming] = useState(false);
  const passes = registration.seats.filter(hasPass);
  const [first] = passes;
  const nameOf = (seat: GuestSeat) => seat.name || w.unnamed(seat.place);
  if (passes.length === 0) return null;
  return (
    <Card title={w.title}>
      {passes.length === 1 && first && !over && first.checkedInAt === null && (
        <div className={styles.code}>
          <QrCode text={first.pass} size={196} />
          <span className={styles.letters}>{spaced(first.pass)}</span>
        </div>
      )}
      <ul className={styles.seats}>
        {registration.seats.map((seat) => (
          <li key={seat.id} data-gone={seat.status === 'cancelled' || undefined}>
            <span>
              <b>{nameOf(seat)}</b>
              {seat.status === 'cancelled' && <StatusTag>{w.cancelled}</StatusTag>}
              {seat.checkedInAt && (
                <span className={styles.in}>
                  <CheckIcon size={16} />
                  {w.checkedIn(instantText(seat.checkedInAt, locale, false), seat.checkedInWhere ?? '')}
                </span>
              )}
            </span>
            {hasPass(seat) && seat.checkedInAt === null && !over && (
              <ActionButton
                tone="quiet"
                icon={<QrIcon size={18} />}
                aria-label={w.openFor(nameOf(seat))}
                aria-haspopup="dialog"
                onClick={() => setShown(passes.findIndex(({ id }) => id === seat.id))}
              >
                {w.open}
              </ActionButton>
            )}
          </li>
        ))}
      </ul>
      {registration.can.rename && (
        <ActionButton tone="bare" aria-haspopup="dialog" onClick={() => setNaming(true)}>
          {w.rename}
        </ActionButton>
      )}
      {shown !== null && <PassScreen registration={registration} passes={passes} at={shown} onMove={setShown} onClose={() => setShown(null)} />}
      {naming && <NamesSheet registration={registration} holder={holder} onClose={() => setNaming(false)} />}
    </Card>
  );
}

interface PassScreenProps {
  registration: MineProps['registration'];
  passes: readonly Pass[];
  at: number;
  onMove: (at: number) => void;
  onClose: () => void;
}

/** The whole screen for the camera at the door: white, whatever the colours of the app. */
function PassScreen({ registration, passes, at, onMove, onClose }: PassScreenProps) {
  const w = useWords(words).pass;
  const { event } = registration;
  const seat = passes[at];
  if (!seat) return null;
  return (
    <Modal opened fullScreen onClose={onClose} title={event.title} transitionProps={{ transition: 'fade', duration: 120 }} classNames={{ content: styles.screen, header: styles.screenHead }}>
      <div className={styles.screenBody}>
        <p>
          <When startsAt={event.startsAt} endsAt={event.endsAt} />
        </p>
        <QrCode text={seat.pass} size="min(78vw, 54dvh)" />
        <p className={styles.letters}>{spaced(seat.pass)}</p>
        <p className={styles.who}>{seat.name || w.unnamed(seat.place)}</p>
        <p className={styles.hint}>{w.code}</p>
        {passes.length > 1 && (
          <div className={styles.moves}>
            <button type="button" aria-label={w.previous} disabled={at === 0} onClick={() => onMove(at - 1)}>
              <ChevronLeft />
            </button>
            <span aria-live="polite">{w.of(at + 1, passes.length)}</span>
            <button type="button" aria-label={w.next} disabled={at === passes.length - 1} onClick={() => onMove(at + 1)}>
              <ChevronRight />
            </button>
          </div>
        )}
      </div>
    </Modal>
  );
}

/** Somebody else comes: another name, nothing more. */
function NamesSheet({ registration, holder, onClose }: MineProps & { onClose: () => void }) {
  const w = useWords(words).pass;
  const client = useQueryClient();
  const seats = registration.seats.filter(({ status, checkedInAt }) => status === 'taken' && checkedInAt === null);
  const form = useForm({ names: seats.map(({ name }) => name) });
  const submit = form.submit(async ({ names }) => {
    const managed = await renameSeats(holder, seats.map(({ id }, index) => ({ id, name: names[index]?.trim() ?? '' })));
    keepManaged(client, holder, managed);
    toast(w.saved);
    onClose();
  });
  return (
    <FormSheet title={w.renameTitle} verb={w.save} busy={form.busy} onSend={submit} onClose={onClose} alone>
      <p className={styles.soft}>{w.renameHint}</p>
      <FormErrors form={form} labels={{ seats: w.renameTitle }} />
      {seats.map((seat, index) => (
        <TextInput
          key={seat.id}
          id={form.idOf(`seats.${index}.name`)}
          label={w.unnamed(seat.place)}
          autoComplete="off"
          maxLength={80}
          value={form.values.names[index] ?? ''}
          error={form.errorAt(`seats.${index}.name`)}
          onChange={({ currentTarget: { value } }) =>
            form.set(
              'names',
              form.values.names.map((each, at) => (at === index ? value : each)),
            )
          }
        />
      ))}
    </FormSheet>
  );
}
