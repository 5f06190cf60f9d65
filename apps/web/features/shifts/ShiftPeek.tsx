import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { Facts } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { Sheet } from '../../ui/Sheet';
import { StatusTag } from '../../ui/Tags';
import { toast } from '../../ui/Toasts';
import { When } from '../../ui/When';
import { Yen } from '../../ui/Yen';
import { words } from './calendar.words';
import { COVER_TONE, coverOf } from './cover';
import { type CalendarShift, publishShift, rereadShifts } from './owner.api';
import styles from './calendar.module.css';
import { words as ownerWords } from './owner.words';
import { People } from './People';

interface ShiftPeekProps {
  shift: CalendarShift;
  spaceId: string;
  roomName?: string;
  now: Date;
  mayPlan: boolean;
  onMove: () => void;
  onClose: () => void;
}

/** A shift of the calendar at a glance, with what can be done from here. */
export function ShiftPeek({ shift, spaceId, roomName, now, mayPlan, onMove, onClose }: ShiftPeekProps) {
  const w = useWords(words);
  const o = useWords(ownerWords);
  const client = useQueryClient();
  const cover = coverOf(shift, now);
  const publish = useMutation({
    mutationFn: () => publishShift(shift.id),
    onSuccess: () => {
      toast(w.published);
      onClose();
    },
    onSettled: () => rereadShifts(client),
  });
  const plannable = mayPlan && shift.status === 'draft' && new Date(shift.startsAt) > now;
  return (
    <Sheet
      opened
      onClose={onClose}
      title={o.kind[shift.kind]}
      footer={
        <>
          {plannable && (
            <ActionButton tone="bare" onClick={onMove}>
              {w.move}
            </ActionButton>
          )}
          <ActionLink tone={plannable ? 'quiet' : 'main'} to={`/spaces/${spaceId}/shifts/${shift.id}`}>
            {w.open}
          </ActionLink>
          {plannable && (
            <ActionButton busy={publish.isPending} onClick={() => publish.mutate()}>
              {w.publish}
            </ActionButton>
          )}
        </>
      }
    >
      <div className={styles.peekHead}>
        <When startsAt={shift.startsAt} endsAt={shift.endsAt} size="headline" />
        <StatusTag tone={COVER_TONE[cover]}>{o.cover[cover]}</StatusTag>
      </div>
      <Facts
        items={[
          { label: w.people, value: <People people={shift.people} /> },
          { label: w.reward, value: <Yen amount={shift.rewardYen} /> },
          { label: w.kpi.filled, value: o.places(shift.placesTaken, shift.places) },
          ...(roomName ? [{ label: w.room, value: roomName }] : []),
        ]}
      />
      {publish.isError && <ErrorState error={publish.error} />}
    </Sheet>
  );
}
