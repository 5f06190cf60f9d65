import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { rangeText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { asProblem, type Problem } from '../../lib/problem';
import { useWords } from '../../lib/words';
import { toast } from '../../ui/Toasts';
import { words } from './calendar.words';
import { type CalendarShift, changeShift, rereadShifts, type SpaceCalendar } from './owner.api';

/** Where a draft shall go. `resourceId` undefined keeps the room, null clears it. */
export interface Move {
  shift: Pick<CalendarShift, 'id' | 'version' | 'startsAt' | 'endsAt' | 'resourceId'>;
  startsAt: string;
  endsAt: string;
  resourceId?: string | null;
}

/**
 * Moves a draft: shown at its new place at once, put back when the server says no, with a way back for ten seconds when it says yes.
 * `outside` holds a move that lies outside opening hours until the owner has answered.
 */
export function useMoveShift() {
  const w = useWords(words);
  const locale = useLocale();
  const client = useQueryClient();
  const [outside, setOutside] = useState<Move | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  const showAt = ({ shift, startsAt, endsAt, resourceId }: Move) => {
    client.setQueriesData<SpaceCalendar>({ queryKey: ['shifts', 'of-space'], predicate: (query) => query.queryKey[3] === 'calendar' }, (calendar) =>
      calendar && {
        ...calendar,
        shifts: calendar.shifts.map((each) =>
          each.id === shift.id ? { ...each, startsAt, endsAt, resourceId: resourceId === undefined ? each.resourceId : resourceId } : each,
        ),
      },
    );
  };

  /** True when it was moved. */
  const move = async (to: Move, outsideHours = false): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    setOutside(null);
    showAt(to);
    try {
      const { startsAt, endsAt, resourceId } = to;
      const moved = await changeShift(to.shift.id, {
        startsAt,
        endsAt,
        version: to.shift.version,
        ...(resourceId === undefined ? {} : { resourceId }),
        outsideHours,
      });
      toast(w.moved(rangeText(startsAt, endsAt, locale, false)), () => void moveBack(to, moved.version));
      return true;
    } catch (error) {
      const refusal = asProblem(error);
      if (refusal.code === 'shift.outsideHours') setOutside(to);
      else setProblem(refusal);
      return false;
    } finally {
      setBusy(false);
      await rereadShifts(client);
    }
  };

  const moveBack = async ({ shift }: Move, version: number) => {
    try {
      const { startsAt, endsAt, resourceId } = shift;
      const back = (outsideHours: boolean) => changeShift(shift.id, { startsAt, endsAt, resourceId, version, outsideHours });
      // It stood there before, so a question about opening hours has been answered already.
      await back(false).catch((error: unknown) => {
        if (asProblem(error).code === 'shift.outsideHours') return back(true);
        throw error;
      });
      toast(w.movedBack);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      await rereadShifts(client);
    }
  };

  return { move, busy, problem, outside, forget: () => setOutside(null), forgetProblem: () => setProblem(null) };
}
