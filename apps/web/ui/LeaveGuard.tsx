import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { useWords } from '../lib/words';
import { Confirm } from './Confirm';
import { words } from './words';

interface LeaveGuardProps {
  /** Something typed would be lost: `form.dirty && !form.busy`, so that the form's own way on is never stopped. */
  when: boolean;
}

/** Asks before somebody leaves a long form that has not been saved, by a link or by closing the tab. */
export function LeaveGuard({ when }: LeaveGuardProps) {
  const w = useWords(words).leave;
  const blocker = useBlocker(({ currentLocation, nextLocation }) => when && currentLocation.pathname !== nextLocation.pathname);

  useEffect(() => {
    if (!when) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [when]);

  return (
    <Confirm
      opened={blocker.state === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={w.title}
      confirmLabel={w.confirm}
      onConfirm={() => blocker.proceed?.()}
    >
      <p>{w.detail}</p>
    </Confirm>
  );
}
