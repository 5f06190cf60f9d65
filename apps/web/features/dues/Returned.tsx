import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useWords } from '../../lib/words';
import { Card } from '../../ui/Card';
import { CheckIcon } from '../../ui/icons';
import { type OwnDues, ownDuesQuery, rereadStanding } from './dues.api';
import styles from './dues.module.css';
import { words } from './words';

/** The payment company's word comes within seconds; asked for as long as somebody is likely to wait. */
const ASKED_MS = 1_500;
const PATIENCE_MS = 60_000;

interface ReturnedProps {
  /** Which page of the payment company they come from. */
  from: 'checkout' | 'portal';
  dues: OwnDues;
}

/** Somebody is back from the payment company: whether it has said anything yet, asked of our own server only. */
export function Returned({ from, dues }: ReturnedProps) {
  const w = useWords(words).top;
  const client = useQueryClient();
  const course = dues.timeline.find(({ item }) => item === 'course');
  const waitsForPlan = from === 'checkout' && dues.plan?.state === 'starting';
  const waitsForCourse = from === 'checkout' && !waitsForPlan && course !== undefined && (course.state === 'open' || course.state === 'charged');
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
  return (
    <p className={styles.said} role="status">
      <CheckIcon size={20} />
      {from === 'portal' ? w.updated : course?.state === 'paid' && dues.plan === null ? w.coursePaid : w.joined}
    </p>
  );
}
