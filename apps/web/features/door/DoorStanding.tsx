import { useLocation } from 'react-router';
import { factsText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { tokyoTime } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { AlertIcon, CheckIcon, OfflineIcon } from '../../ui/icons';
import { Yen } from '../../ui/Yen';
import styles from './door.module.css';
import type { DoorHere } from './useDoor';
import { words } from './words';

/** How the evening stands: who has come, the cash, and whether anything still waits on this device. */
export function DoorStanding({ door }: { door: DoorHere }) {
  const w = useWords(words);
  const locale = useLocale();
  const { pathname } = useLocation();
  const { kept, now, line, waiting, unheard, forgetful, busy, refresh } = door;
  if (!kept || !now) return null;
  const { cash } = kept.door;
  return (
    <>
      <dl className={styles.figures}>
        <div>
          <dt>{w.checkedIn}</dt>
          <dd className={styles.figure}>{w.of(now.checkedIn, now.seats)}</dd>
          <dd className={styles.quiet}>{w.left(now.seatsLeft)}</dd>
        </div>
        <div>
          <dt>{w.cash}</dt>
          <dd className={styles.figure}>
            <Yen amount={now.cashYen} size="strong" />
          </dd>
          {now.cashWaitingYen > 0 && <dd className={styles.quiet}>{w.cashWaiting(yenText(now.cashWaitingYen, locale))}</dd>}
          {cash.differenceYen > 0 && <dd className={styles.quiet}>{w.difference(yenText(cash.differenceYen, locale))}</dd>}
        </div>
      </dl>
      <div className={styles.line} data-line={line} role="status">
        {line === 'online' ? <CheckIcon size={18} /> : <OfflineIcon size={18} />}
        <span>
          {w.line[line]}
          <span className={styles.quiet}>
            {factsText([waiting === 0 ? w.allSent : line === 'online' && busy ? w.sending(waiting) : w.waiting(waiting), w.readAt(tokyoTime(kept.readAt))], locale)}
          </span>
        </span>
        {line === 'signedOut' ? (
          <ActionLink to={`/sign-in?next=${encodeURIComponent(pathname)}`} tone="quiet">
            {w.signIn}
          </ActionLink>
        ) : (
          waiting > 0 && line !== 'online' && (
            <ActionButton tone="quiet" busy={busy} onClick={() => void refresh()}>
              {w.sendNow}
            </ActionButton>
          )
        )}
      </div>
      {unheard > 0 && (
        <p className={styles.notice} role="status">
          <AlertIcon size={18} />
          {w.unheard(unheard)}
        </p>
      )}
      {forgetful && (
        <p className={styles.notice}>
          <AlertIcon size={18} />
          {w.forgetful}
        </p>
      )}
    </>
  );
}
