import { yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { Card, Facts } from '../../../ui/Card';
import type { EventDetail } from './host.api';
import { words } from './move.words';

/** How it stands with the cost of an event that was called off as nobody's doing; nothing where no steward has to look at it. */
export function CancelCost({ event }: { event: EventDetail }) {
  const w = useWords(words).cost;
  const locale = useLocale();
  const cost = event.cancelCost;
  if (!cost) return null;
  return (
    <Card title={w.title} tone={cost.state === 'open' ? 'warm' : 'plain'}>
      <p>{cost.state === 'accepted' ? w.accepted : w[cost.state][cost.borneBy]}</p>
      <Facts items={[{ label: w.amount, value: yenText(cost.costYen, locale) }, ...(cost.note ? [{ label: w.note, value: cost.note }] : [])]} />
    </Card>
  );
}
