import { dayText, instantText, monthText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { tokyoDay } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { StatusTag } from '../../ui/Tags';
import { TextLink } from '../../ui/TextLink';
import { type Moment, Timeline } from '../../ui/Timeline';
import { CHARGE_TONES } from './charge-tones';
import { type Charge, goTo } from './dues.api';
import styles from './dues.module.css';
import { words } from './words';

const OPEN: readonly Charge['state'][] = ['charged', 'retrying', 'asking'];

/** Every charge with what became of it: why it failed, when it is tried again, what follows, its receipt. */
export function ChargeTimeline({ charges }: { charges: readonly Charge[] }) {
  const w = useWords(words).timeline;
  const locale = useLocale();
  const comma = locale === 'ja' ? '・' : ', ';
  const moments = charges.map((charge): Moment => {
    const { amountYen, month, label, payUrl, payments } = charge;
    const isOpen = OPEN.includes(charge.state);
    return {
      key: charge.id,
      holds: isOpen ? 'now' : charge.state === 'open' ? 'planned' : 'past',
      title: month ? `${monthText(`${month}-01`, locale)}${comma}${label}` : label,
      tag: <StatusTag tone={CHARGE_TONES[charge.state]}>{month === null && charge.state === 'open' ? w.courseWaits : w.state[charge.state]}</StatusTag>,
      when: [
        yenText(amountYen, locale),
        charge.paidAt ? w.paid(dayText(tokyoDay(charge.paidAt), locale)) : w.due(dayText(charge.dueOn, locale)),
        isOpen && charge.attempts > 1 && w.attempts(charge.attempts),
      ]
        .filter(Boolean)
        .join(comma),
      action: (
        <div className={styles.became}>
          {isOpen && charge.failure && <p className={styles.bad}>{charge.failure.message}</p>}
          {isOpen && charge.nextAttemptAt && <p className={styles.soft}>{w.next(instantText(charge.nextAttemptAt, locale, false))}</p>}
          {isOpen && charge.effect && <p className={styles.soft}>{charge.effect}</p>}
          {payments.map((payment) => (
            <p key={payment.id} className={styles.soft}>
              {payment.surplus && w.surplus}
              {payment.refundedYen > 0 && w.refunded(yenText(payment.refundedYen, locale))}
              {payment.reversedReason && w.reversed(payment.reversedReason)}
              {payment.reversedReason && <br />}
              {payment.receiptId && <TextLink to={`/documents/${payment.receiptId}`}>{w.receipt}</TextLink>}
            </p>
          ))}
          {isOpen && payUrl && (
            <ActionButton tone="quiet" size="xs" onClick={() => goTo(payUrl)}>
              {w.pay}
            </ActionButton>
          )}
        </div>
      ),
    };
  });
  return <Timeline moments={moments} />;
}
