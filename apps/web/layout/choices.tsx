import { useMantineColorScheme } from '@mantine/core';
import { type Locale, useLocale } from '../lib/locale';
import { useSessionActions } from '../lib/session';
import { useWords } from '../lib/words';
import styles from './choices.module.css';
import { words } from './words';

interface ChoiceProps<V extends string> {
  label: string;
  options: readonly { value: V; label: string; lang?: string }[];
  value: V;
  onChange: (value: V) => void;
}

function Choice<V extends string>({ label, options, value, onChange }: ChoiceProps<V>) {
  return (
    <div role="group" aria-label={label} className={styles.choice}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          lang={option.lang}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

const LANGUAGES: readonly { value: Locale; label: string; lang: string }[] = [
  { value: 'ja', label: '日本語', lang: 'ja' },
  { value: 'en', label: 'English', lang: 'en' },
];

/** Each language in its own name, so that nobody has to read the other one to find it. */
export function LanguageChoice() {
  const w = useWords(words);
  const locale = useLocale();
  const { setLanguage } = useSessionActions();
  return <Choice label={w.language} options={LANGUAGES} value={locale} onChange={(next) => void setLanguage(next)} />;
}

/** Light, dark, or as the device. */
export function SchemeChoice() {
  const w = useWords(words).scheme;
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Choice
      label={w.label}
      options={[
        { value: 'light', label: w.light },
        { value: 'dark', label: w.dark },
        { value: 'auto', label: w.auto },
      ]}
      value={colorScheme}
      onChange={setColorScheme}
    />
  );
}
