import { type KeyboardEvent, useEffect, useRef } from 'react';
import { addDays, type Day } from '../lib/tokyo';

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** Props of a grid of days (`data-day`) on which the arrow keys walk, up and down by weeks, not before `min`; the focus follows. */
export function useDayWalk(day: Day, onDay: (day: Day) => void, min: Day = '') {
  const ref = useRef<HTMLDivElement>(null);
  const walked = useRef(false);

  useEffect(() => {
    if (!walked.current) return;
    walked.current = false;
    ref.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
  }, [day]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = addDays(day, step);
    if (next < min) return;
    walked.current = true;
    onDay(next);
  };
  return { ref, onKeyDown };
}
