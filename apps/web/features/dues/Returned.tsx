import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { asProblem } from '../../lib/problem';
import { useWords } from '../../lib/words';
import { Card } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { CheckIcon } from '../../ui/icons';
import { collectDues, keepDuesView, type OwnDues, ownDuesQuery, rereadStanding } from './dues.api';
import styles from './dues.module.css';
import { words } from './words';

interface ReturnedProps {
  /** Which page of the payment company they come from. */
  from: 'checkout' | 'portal';
  dues: OwnDues;
}

/** Somebody is back from the payment company: what has come of it, asked of our own server only. */
export function Returned({ from, dues }: ReturnedProps) {
  return from === 'portal' ? <FromPortal dues={dues} /> : <FromCheckout dues={dues} />;
}

/** The payment company's word comes within seconds; asked for as long as somebody is likely to wait. */
const ASKED_MS = 1_500;
const PATIENCE_MS = 60_000;

function FromCheckout({ dues }: { dues: OwnDues }) {
  const w = useWords(words).top;
  const client = useQueryClient();
  const course = dues.timeline.find(({ item }) => item === 'course');
  // The plan begins a moment before the standing follows.
  const waitsForPlan = dues.plan?.state === 'starting' || (dues.plan?.state === 'live' && dues.standing === 'none');
  const waitsForCourse = !waitsForPlan && course !== undefined && (course.state === 'open' || course.state === 'charged');
  const waits = waitsForPlan || waitsForCourse;
  const [patient, setPatient] = useState(true);
  useQuery({ ...ownDuesQuery, refetchInterval: waits && patient ? ASKED_MS : false });
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (!waits) void rereadStanding(client);
  }, [waits, client]);

  if (waitsForPlan) {
    return (
      <Card title={w.confirming} tone="sunk">
        <p role="status">{patient ? w.confirmingText : w.slow}</p>
      </Card>
    );
  }
  if (waitsForCourse) {
    return (
      <Card title={w.waitingKonbini} tone="sunk">
        <p role="status">{w.waitingKonbiniText}</p>
      </Card>
    );
  }
  return <Said>{course?.state === 'paid' && dues.plan === null ? w.coursePaid : w.joined}</Said>;
}

/** Back from the page of the card: it is the one to use from now on, and what is open is tried at once. */
function FromPortal({ dues }: { dues: OwnDues }) {
  const w = useWords(words).top;
  const client = useQueryClient();
  const [hadArrears] = useState(dues.arrears !== null);
  const [byCard] = useState(dues.plan?.method === 'card');
  const collect = useMutation({
    mutationFn: collectDues,
    onSuccess: (kept) => keepDuesView(client, kept),
    onError: () => client.invalidateQueries({ queryKey: ownDuesQuery.queryKey }),
  });
  const { mutate } = collect;
  const tried = useRef(false);
  useEffect(() => {
    if (!byCard || tried.current) return;
    tried.current = true;
    mutate();
  }, [byCard, mutate]);

  if (!byCard || (collect.isError && asProblem(collect.error).code === NOTHING_OPEN)) return <Said>{w.updated}</Said>;
  if (collect.isError) return <ErrorState error={collect.error} />;
  if (collect.isSuccess) return <Said>{collect.data.arrears ? w.updated : w.arrived}</Said>;
  if (!hadArrears) return null;
  return (
    <Card title={w.trying} tone="sunk">
      <p role="status">{w.tryingText}</p>
    </Card>
  );
}

/** The card is noted all the same. */
const NOTHING_OPEN = 'dues.nothingOwed';

function Said({ children }: { children: string }) {
  return (
    <p className={styles.said} role="status">
      <CheckIcon size={20} />
      {children}
    </p>
  );
}
