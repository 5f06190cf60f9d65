import type { ReactNode } from 'react';
import { percentText } from '../lib/format';
import styles from './Bars.module.css';

/** Colours a bar may use, each a role of ui/tokens.css; text on them keeps its contrast. */
export type BarColour = 'senior' | 'ai' | 'kaki' | 'challenge' | 'junior' | 'ok' | 'warn' | 'plain';

interface SplitBarProps {
  /** What the whole is, read aloud before the parts. */
  label: string;
  parts: readonly { label: string; value: number; colour: BarColour; text?: string }[];
}

/** Where a sum goes, as one bar with the words in it and every part listed below. */
export function SplitBar({ label, parts }: SplitBarProps) {
  const whole = parts.reduce((sum, part) => sum + part.value, 0);
  return (
    <figure className={styles.split}>
      <figcaption className={styles.hidden}>{label}</figcaption>
      <div className={styles.bar} aria-hidden="true">
        {parts.map((part) => (
          <span key={part.label} style={{ flexGrow: part.value, background: `var(--${part.colour})`, color: `var(--on-${part.colour})` }}>
            {part.value / whole >= 0.15 && `${part.label} ${percentText(part.value, whole)}`}
          </span>
        ))}
      </div>
      <ul className={styles.key}>
        {parts.map((part) => (
          <li key={part.label}>
            <i style={{ background: `var(--${part.colour})` }} aria-hidden="true" />
            {part.label} <b>{part.text ?? percentText(part.value, whole)}</b>
          </li>
        ))}
      </ul>
    </figure>
  );
}

interface MeterProps {
  /** What is measured, for those who hear it. */
  label: string;
  /** The parts that fill the meter, in the unit of `max`. A pale one is not certain yet. */
  parts: readonly { value: number; colour: BarColour; label?: string; pale?: boolean }[];
  max: number;
  /** The figures under the meter. */
  children?: ReactNode;
}

/** How far something has come: one bar, filled by one or several parts. */
export function Meter({ label, parts, max, children }: MeterProps) {
  const filled = parts.reduce((sum, part) => sum + part.value, 0);
  return (
    <div className={styles.meterBox}>
      <div className={styles.meter} role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={max} aria-valuenow={Math.min(filled, max)}>
        {parts.map((part, index) => (
          <span
            key={part.label ?? index}
            data-pale={part.pale}
            style={{ width: `${max === 0 ? 0 : Math.min(100, (part.value / max) * 100)}%`, background: `var(--${part.colour})` }}
          />
        ))}
      </div>
      {children && <div className={styles.under}>{children}</div>}
    </div>
  );
}
