import { percentText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { termText } from '../../lib/terms';
import { useWords } from '../../lib/words';
import type { BarColour } from '../../ui/Bars';
import type { SplitRole } from './revenue.api';
import styles from './revenue.module.css';
import { words } from './revenue.words';

/** One colour for one role, on every screen. */
const ROLE_COLOUR: Readonly<Record<SplitRole, BarColour>> = {
  host: 'senior',
  space: 'ai',
  attractor: 'kaki',
  referrerSpace: 'junior',
  builder: 'warn',
  cooperative: 'challenge',
  fund: 'ok',
};

/** A part narrower than this says its word below the bar alone. */
const ROOM_FOR_A_WORD = 0.16;

interface SplitBarProps {
  /** What the whole is: 「参加費500円のゆくえ」. */
  label: string;
  lines: readonly { role: SplitRole; amountYen: number; /** Who is in the role, where that is known. */ name?: string | null }[];
  /** What the processing took before anything was shared, yen. */
  costYen?: number;
}

/** Where the yen go: one bar to look at, and the same as a table to read or to hear. */
export function SplitBar({ label, lines, costYen = 0 }: SplitBarProps) {
  const w = useWords(words).bar;
  const locale = useLocale();
  const parts = [
    ...lines.map(({ role, amountYen, name }, at) => {
      const said = termText('splitRole', role, locale);
      return { key: `${role}-${at}`, label: name ? w.named(said, name) : said, short: said, amountYen, colour: ROLE_COLOUR[role] };
    }),
    ...(costYen > 0 ? [{ key: 'cost', label: w.cost, short: w.cost, amountYen: costYen, colour: 'plain' as const }] : []),
  ].filter(({ amountYen }) => amountYen > 0);
  const wholeYen = parts.reduce((sum, { amountYen }) => sum + amountYen, 0);
  if (wholeYen === 0) return <p className={styles.soft}>{w.nothing}</p>;
  return (
    <figure className={styles.split}>
      <div className={styles.bar} aria-hidden="true">
        {parts.map(({ key, short, amountYen, colour }) => (
          <span key={key} style={{ flexGrow: amountYen, background: `var(--${colour})`, color: `var(--on-${colour})` }}>
            {amountYen / wholeYen >= ROOM_FOR_A_WORD && short}
          </span>
        ))}
      </div>
      <table className={styles.key}>
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{w.role}</th>
            <th scope="col">{w.part}</th>
            <th scope="col">{w.amount}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ key, label: said, amountYen, colour }) => (
            <tr key={key}>
              <th scope="row">
                <i style={{ background: `var(--${colour})` }} aria-hidden="true" />
                {said}
              </th>
              <td>{percentText(amountYen, wholeYen)}</td>
              <td>{yenText(amountYen, locale)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{w.sum}</th>
            <td />
            <td>{yenText(wholeYen, locale)}</td>
          </tr>
        </tfoot>
      </table>
    </figure>
  );
}
