import { useQuery } from '@tanstack/react-query';
import { yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { Card } from '../../../ui/Card';
import { SplitBar } from '../../revenue/SplitBar';
import { feeSplitQuery } from './events.api';
import styles from './EventPage.module.css';
import { words } from './event.words';

/** Where the yen of one seat go; with a fixed sum among the parts, those of a full house. */
export function FeeSplit({ eventId }: { eventId: string }) {
  const w = useWords(words).one;
  const locale = useLocale();
  const { data } = useQuery(feeSplitQuery(eventId));
  if (!data || data.parts.length === 0) return null;
  const price = yenText(data.priceYen, locale);
  const whole = yenText(data.priceYen * data.guests, locale);
  return (
    <Card title={w.split}>
      <SplitBar label={data.guests === 1 ? w.splitPerSeat(price) : w.splitFull(data.guests, whole)} lines={data.parts} costYen={data.costYen} />
      <p className={styles.soft}>{w.splitHint}</p>
    </Card>
  );
}
