import { useId } from 'react';
import { useWords } from '../../../lib/words';
import { MinusIcon, PlusIcon } from '../../../ui/icons';
import styles from './RegisterPage.module.css';
import { words } from './register.words';

interface QuantityFieldProps {
  id: string;
  label: string;
  value: number;
  most: number;
  error: string | undefined;
  onChange: (value: number) => void;
}

/** How many come: one more, one less, within reach of the thumb. Arrow keys do the same. */
export function QuantityField({ id, label, value, most, error, onChange }: QuantityFieldProps) {
  const w = useWords(words);
  const labelId = useId();
  const step = (by: 1 | -1) => onChange(Math.min(most, Math.max(1, value + by)));
  return (
    <div className={styles.quantity}>
      <span id={labelId} className={styles.label}>
        {label}
      </span>
      <div className={styles.stepper}>
        <button type="button" aria-label={w.fewer} disabled={value <= 1} onClick={() => step(-1)}>
          <MinusIcon />
        </button>
        <span
          id={id}
          role="spinbutton"
          tabIndex={0}
          aria-labelledby={labelId}
          aria-valuenow={value}
          aria-valuemin={1}
          aria-valuemax={most}
          aria-valuetext={w.people(value)}
          aria-invalid={error ? true : undefined}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
            event.preventDefault();
            step(event.key === 'ArrowUp' ? 1 : -1);
          }}
        >
          {w.people(value)}
        </span>
        <button type="button" aria-label={w.more} disabled={value >= most} onClick={() => step(1)}>
          <PlusIcon />
        </button>
      </div>
      {error && <p className={styles.error}>{error}</p>}
    </div>
  );
}
