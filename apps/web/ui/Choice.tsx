import { useId } from 'react';
import styles from './Choice.module.css';

interface ChoiceProps<V extends string> {
  label: string;
  options: readonly { value: V; label: string; hint?: string; disabled?: boolean }[];
  value: V;
  onChange: (value: V) => void;
  /** Of the first option, so that a summary of errors can lead here. */
  id?: string;
  error?: string;
  disabled?: boolean;
}

/** One of a few that need a word of explanation: radio buttons as cards. */
export function Choice<V extends string>({ label, options, value, onChange, id, error, disabled = false }: ChoiceProps<V>) {
  const name = useId();
  return (
    <fieldset className={styles.choice} disabled={disabled} aria-describedby={error ? `${name}-error` : undefined}>
      <legend>{label}</legend>
      <div className={styles.options}>
        {options.map((option, index) => (
          <label key={option.value} className={styles.option}>
            <input
              type="radio"
              id={index === 0 ? id : undefined}
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
            />
            <span>
              <b>{option.label}</b>
              {option.hint && <small>{option.hint}</small>}
            </span>
          </label>
        ))}
      </div>
      {error && (
        <p id={`${name}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
