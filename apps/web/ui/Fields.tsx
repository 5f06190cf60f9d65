import { PasswordInput, type PasswordInputProps, TextInput, type TextInputProps } from '@mantine/core';
import { type ReactNode, type SyntheticEvent, useState } from 'react';
import { wholeNumber } from '../lib/digits';
import { yenText } from '../lib/format';
import { useWords } from '../lib/words';
import styles from './Fields.module.css';
import { words } from './words';

interface LabelProps {
  children: string;
  /** Written out, never a star. Leave it away where nearly every field is required and mark the optional ones. */
  mark?: 'required' | 'optional';
}

/** The label of an input with 必須 or 任意 beside it. */
export function FieldLabel({ children, mark }: LabelProps) {
  const w = useWords(words);
  return (
    <>
      {children}
      {mark && (
        <span className={styles.mark} data-mark={mark}>
          {w[mark]}
        </span>
      )}
    </>
  );
}

type Base = Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue' | 'type'>;

interface NumberFieldProps extends Base {
  value: number | null;
  onChange: (value: number | null) => void;
  /** A word after the number: 円, 枠, 名. */
  unit?: ReactNode;
  /** How the number reads when nobody is typing. */
  format?: (value: number) => string;
}

/**
 * A whole number, in whatever width it is typed (`２０`, `1,000`). What is no number stays in the field with a word beside it
 * and counts as empty.
 */
export function NumberField({ value, onChange, unit, format = String, error, onBlur, ...rest }: NumberFieldProps) {
  const w = useWords(words);
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const shown = typed ?? (value === null ? '' : format(value));
  return (
    <TextInput
      {...rest}
      inputMode="numeric"
      autoComplete="off"
      classNames={{ input: styles.number }}
      rightSection={unit && <span className={styles.unit}>{unit}</span>}
      rightSectionPointerEvents="none"
      value={shown}
      error={error ?? (wrong ? w.notWhole : undefined)}
      // The text stays as it is on focus: what Tab or a person has selected is replaced by what they type, not added to.
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const number = wholeNumber(text);
        if (number !== undefined) setWrong(false);
        onChange(number ?? null);
      }}
      onBlur={(event) => {
        const invalid = wholeNumber(shown) === undefined;
        setWrong(invalid);
        if (!invalid) setTyped(null);
        onBlur?.(event);
      }}
    />
  );
}

/** Whole yen; reads `1,000` and takes `１０００円`. */
export function YenInput(props: Omit<NumberFieldProps, 'unit' | 'format'>) {
  const w = useWords(words);
  return <NumberField {...props} unit={w.yen} format={(value) => yenText(value, 'ja').replace('円', '')} />;
}

interface PlainFieldProps extends Base {
  value: string;
  onChange: (value: string) => void;
}

/** A Tokyo day, `YYYY-MM-DD`, with the device's own calendar. */
export function DayField({ value, onChange, ...rest }: PlainFieldProps) {
  return <TextInput {...rest} type="date" value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}

interface TimeFieldProps extends PlainFieldProps {
  /** Minutes between the offered times; 15 unless given. */
  stepMinutes?: number;
}

/** A time of day in Tokyo, `HH:MM`, with the device's own clock. */
export function TimeField({ value, onChange, stepMinutes = 15, ...rest }: TimeFieldProps) {
  return (
    <TextInput {...rest} type="time" step={stepMinutes * 60} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
  );
}

/** A password that can be shown, also by keyboard. */
export function PasswordField(props: PasswordInputProps) {
  const w = useWords(words);
  const [visible, setVisible] = useState(false);
  return (
    <PasswordInput
      {...props}
      visible={visible}
      onVisibilityChange={setVisible}
      visibilityToggleButtonProps={{
        'aria-label': visible ? w.hidePassword : w.showPassword,
        'aria-hidden': false,
        tabIndex: 0,
      }}
    />
  );
}

interface FormProps {
  onSubmit: (event: SyntheticEvent) => void;
  children: ReactNode;
  'aria-label'?: string;
  /** The button stands elsewhere (in the foot of a sheet); Enter sends all the same. */
  sentFromElsewhere?: boolean;
}

/** A form of one column; errors are ours, not the browser's bubbles. */
export function Form({ onSubmit, children, sentFromElsewhere = false, ...rest }: FormProps) {
  return (
    <form noValidate onSubmit={onSubmit} className={styles.form} {...rest}>
      {children}
      {sentFromElsewhere && <button type="submit" hidden />}
    </form>
  );
}

interface FieldRowProps {
  children: ReactNode;
}

/** Two or three short fields beside each other where there is room (from–to). */
export function FieldRow({ children }: FieldRowProps) {
  return <div className={styles.row}>{children}</div>;
}
