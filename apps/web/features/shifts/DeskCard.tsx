import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { QrIcon } from '../../ui/icons';
import { QrCode } from '../../ui/QrCode';
import { LineSkeleton } from '../../ui/Skeletons';
import { When } from '../../ui/When';
import { DeskDisplay } from './DeskDisplay';
import { Digits } from './Digits';
import { type CheckInCode, checkInCodesQuery } from './owner.api';
import styles from './owner.module.css';
import { words } from './owner.words';
import { useNow } from './useNow';

/** The code that the desk needs now: of the shift that runs or comes next, else of the last one. */
function dueCode(codes: readonly CheckInCode[], now: Date): CheckInCode | undefined {
  return codes.find((code) => new Date(code.endsAt) > now) ?? codes.at(-1);
}

/** Today's check-in code, and the way to show it large. `?desk` keeps the display over a reload of the desk's device. */
export function DeskCard({ spaceId }: { spaceId: string }) {
  const w = useWords(words);
  const now = useNow();
  const codes = useQuery(checkInCodesQuery(spaceId));
  const [params, setParams] = useSearchParams();
  const due = codes.data && dueCode(codes.data.items, now);
  const show = (on: boolean) => setParams(on ? { desk: '' } : {}, { replace: true, preventScrollReset: true });
  return (
    <Card title={w.desk.title}>
      {codes.isPending && <LineSkeleton />}
      {codes.isError && !codes.data && <ErrorState error={codes.error} onRetry={() => void codes.refetch()} />}
      {codes.data && !due && (
        <p className={styles.quiet}>
          {w.desk.none}
          <br />
          {w.desk.noneHint}
        </p>
      )}
      {due && (
        <>
          <div className={styles.desk}>
            <QrCode text={due.url} size={132} />
            <div>
              <div className={styles.quiet}>
                <When startsAt={due.startsAt} endsAt={due.endsAt} withYear={false} /> {w.kind[due.kind]}
              </div>
              <Digits code={due.code} />
            </div>
          </div>
          <p className={styles.quiet}>{w.desk.hint}</p>
          <ActionButton tone="quiet" wide icon={<QrIcon />} onClick={() => show(true)}>
            {w.desk.show}
          </ActionButton>
        </>
      )}
      {codes.data && due && params.has('desk') && <DeskDisplay codes={codes.data.items} due={due} onClose={() => show(false)} />}
    </Card>
  );
}
