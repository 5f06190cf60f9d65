import { instantText, rangeText, yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { Card } from '../../../ui/Card';
import { TextLink } from '../../../ui/TextLink';
import { words as eventWords } from './event.words';
import type { EventDetail } from './events.api';
import type { OnlineWay } from './payment';
import { type PolicyRow, refundText } from './policy';
import type { OrderMethod } from './registrations.api';
import styles from './RegisterPage.module.css';
import { words } from './register.words';

interface FinalConfirmationProps {
  what: { title: string; ticket: string; priceYen: number; quantity: number; startsAt: string; endsAt: string; place: string };
  method: OrderMethod;
  /** What the payment page will show, where that is known beforehand. */
  ways: readonly OnlineWay[];
  seller?: EventDetail['sellerOfRecord'];
  /** UTC instant at which one can no longer say yes. */
  until: string;
  /** The seats wait until then: part of an offer, inside its card. */
  held?: boolean;
  policy: readonly PolicyRow[];
}

/** The six items that the commerce act asks for before the last click. */
export function FinalConfirmation({ what, method, ways, seller, until, held = false, policy }: FinalConfirmationProps) {
  const all = useWords(words);
  const w = all.confirm;
  const refunds = useWords(eventWords).policy;
  const locale = useLocale();
  const { title, ticket, priceYen, quantity, startsAt, endsAt, place } = what;
  const totalYen = priceYen * quantity;
  const back = policy.map((row) =>
    row.until ? w.cancel(instantText(row.until, locale, false), refundText(row.refundPercent, refunds)) : w.cancelAfter(refundText(row.refundPercent, refunds)),
  );
  const online = ways.length > 0 ? ways.map((way) => all.ways[way]).join(' / ') : w.pay.online;
  const items: readonly (readonly [label: string, lines: readonly string[]])[] = [
    [w.quantity, [w.seats(title, ticket, quantity)]],
    [w.price, totalYen === 0 ? [w.free] : [w.priceLine(yenText(priceYen, locale), quantity, yenText(totalYen, locale)), w.noOther, ...(seller ? [w.seller[seller]] : [])]],
    [w.payment, method === 'stripe' ? [w.pay.stripe(online), ...(ways.includes('konbini') ? [w.pay.konbini] : []), w.hold] : [w.pay[method]]],
    [w.provision, [w.onDay(rangeText(startsAt, endsAt, locale), place)]],
    [w.period, [held ? w.untilHeld(instantText(until, locale)) : w.until(instantText(until, locale))]],
    [w.cancelling, totalYen === 0 ? [w.cancelFree] : [...back, w.cancelHow, w.organiser]],
  ];
  return (
    <Card title={w.title} tone={held ? 'sunk' : 'warm'} level={held ? 3 : 2} id="confirmation">
      <p className={styles.soft}>{w.hint}</p>
      <dl className={styles.items}>
        {items.map(([label, lines]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {lines.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      {totalYen > 0 && (
        <p className={styles.soft}>
          <TextLink to="/legal/commerce">{w.commerce}</TextLink>
        </p>
      )}
    </Card>
  );
}
