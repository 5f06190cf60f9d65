import { NativeSelect } from '@mantine/core';
import { FormSheet } from '../../ui/FormSheet';
import { useState } from 'react';
import { useWords } from '../../lib/words';
import type { Space } from '../spaces/space.api';
import { words } from './calendar.words';
import { DayAndTimes } from './DayAndTimes';
import { words as editorWords } from './editor.words';
import type { CalendarShift, SpaceCalendar } from './owner.api';
import { fieldsOf, spanOf } from './time-text';
import { timesComplaints } from './times-complaints';
import type { Move } from './useMoveShift';

interface MoveSheetProps {
  shift: CalendarShift;
  space: Space;
  rooms: SpaceCalendar['resources'];
  busy: boolean;
  onMove: (move: Move) => void;
  onClose: () => void;
}

/** What dragging does, by keyboard and thumb: another day, other times, another room. */
export function MoveSheet({ shift, space, rooms, busy, onMove, onClose }: MoveSheetProps) {
  const w = useWords(words);
  const e = useWords(editorWords);
  const [when, setWhen] = useState(() => fieldsOf(shift));
  const [room, setRoom] = useState(shift.resourceId ?? '');
  const [tried, setTried] = useState(false);
  const wrong = tried ? timesComplaints(when, e) : {};
  const send = () => {
    setTried(true);
    const span = spanOf(when.day, when.from, when.to);
    if (span && Object.keys(timesComplaints(when, e)).length === 0) onMove({ shift, ...span, resourceId: room === '' ? null : room });
  };
  return (
    <FormSheet title={w.moveTitle} verb={w.moveTo} busy={busy} onSend={send} onClose={onClose}>
      <DayAndTimes value={when} errors={wrong} space={space} onChange={(change) => setWhen((before) => ({ ...before, ...change }))} />
      {rooms.length > 0 && (
        <NativeSelect
          label={e.room}
          value={room}
          onChange={(event) => setRoom(event.currentTarget.value)}
          data={[{ value: '', label: e.noRoom }, ...rooms.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      )}
    </FormSheet>
  );
}
