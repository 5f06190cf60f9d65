import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../lib/words';
import { Meter } from '../../ui/Bars';
import { Card } from '../../ui/Card';
import { TextLink } from '../../ui/TextLink';
import { capabilitiesQuery } from '../mixers/mixers.api';
import styles from './HomePage.module.css';
import { words } from './words';

/** How many of the open criteria are shown before the rest is only counted. */
const SHOWN = 2;

/** The way to the next tier, or into activity; silent while it is unknown. */
export function NextStepCard() {
  const w = useWords(words);
  const { data } = useQuery(capabilitiesQuery);
  if (!data || data.next.step === 'none') return null;
  const { step, tier, criteria } = data.next;
  const left = criteria.filter((criterion) => criterion.met !== true);
  const tierName = tier ? w.tier[tier] : '';
  const title = step === 'activation' ? w.step.activation : left.length === 0 ? w.step.ready(tierName) : w.step.promotion(tierName);
  return (
    <Card title={w.step.title} aside={<TextLink to="/me/capabilities">{w.see}</TextLink>}>
      <p>{title}</p>
      <ul className={styles.steps}>
        {left.slice(0, SHOWN).map(({ code, label, counted, needed }) => (
          <li key={code}>
            {counted === null || needed <= 1 ? (
              <span className={styles.soft}>{label}</span>
            ) : (
              <Meter label={label} parts={[{ value: counted, colour: tier ?? 'ai' }]} max={needed}>
                {w.step.count(label, counted, needed)}
              </Meter>
            )}
          </li>
        ))}
      </ul>
      {left.length > SHOWN && <p className={styles.soft}>{w.step.rest(left.length - SHOWN)}</p>}
    </Card>
  );
}
