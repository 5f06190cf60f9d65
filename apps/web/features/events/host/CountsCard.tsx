import { yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { Meter } from '../../../ui/Bars';
import { Card } from '../../../ui/Card';
import { words } from './desk.words';
import type { Desk } from './host.api';
import styles from './host.module.css';

/** Who comes and what has come in, at a glance. */
export function CountsCard({ counts }: { counts: Desk['counts'] }) {
  const w = useWords(words).counts;
  const locale = useLocale();
  return (
    <Card title={w.label} aside={counts.freeSeats > 0 && w.free(counts.freeSeats)}>
      <Meter
        label={w.meter(counts.taken, counts.capacity)}
        max={counts.capacity}
        parts={[
          { value: counts.confirmed, colour: 'ok' },
          { value: Math.max(0, counts.taken - counts.confirmed), colour: 'ok', pale: true },
        ]}
      >
        {w.meter(counts.taken, counts.capacity)}
      </Meter>
      <dl className={styles.tiles}>
        {[
          { label: w.confirmed, value: w.people(counts.confirmed) },
          { label: w.held, value: w.people(counts.held) },
          { label: w.waiting, value: w.orders(counts.waiting) },
          { label: w.checkedIn, value: w.people(counts.checkedIn) },
          ...(counts.paidYen === undefined ? [] : [{ label: w.received, value: yenText(counts.paidYen - (counts.refundedYen ?? 0), locale) }]),
          { label: w.due, value: yenText(counts.dueYen, locale) },
        ].map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
