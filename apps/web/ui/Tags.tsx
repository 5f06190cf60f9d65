import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../lib/words';
import styles from './Tags.module.css';
import { words } from './words';

interface TierBadgeProps {
  tier: 'challenge' | 'junior' | 'senior';
}

/** The tier: its colour, always with its word. */
export function TierBadge({ tier }: TierBadgeProps) {
  const w = useWords(words);
  return (
    <span className={styles.tag} style={{ background: `var(--${tier})`, color: `var(--on-${tier})` }}>
      {w.tier[tier]}
    </span>
  );
}

/** How a state feels: good, wants something, bad, waiting, or just so. */
export type Tone = 'ok' | 'kaki' | 'bad' | 'warn' | 'ai' | 'plain' | 'senior';

interface StatusTagProps {
  tone?: Tone;
  children: ReactNode;
}

/** A state in one word. */
export function StatusTag({ tone = 'plain', children }: StatusTagProps) {
  return (
    <span className={styles.tag} style={{ background: `var(--${tone}-wash)`, color: `var(--${tone}-ink)` }}>
      {children}
    </span>
  );
}

interface CountProps {
  value: number;
  /** Read instead of the bare number: 「確認待ち 3件」. */
  label: string;
}

/** The number on a navigation item; nothing at zero. */
export function Count({ value, label }: CountProps) {
  if (value === 0) return null;
  return (
    <span className={styles.count}>
      <span aria-hidden="true">{value > 99 ? '99+' : value}</span>
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  );
}

interface FilterChipsProps<V extends string> {
  label: string;
  options: readonly { value: V; label: string }[];
  value: V;
  onChange: (value: V) => void;
}

/** One of a few, in a row that scrolls sideways on a phone. */
export function FilterChips<V extends string>({ label, options, value, onChange }: FilterChipsProps<V>) {
  return (
    <div className={styles.chips} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className={styles.chip}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

interface ToggleChipProps {
  pressed: boolean;
  onChange: (pressed: boolean) => void;
  children: ReactNode;
}

/** A filter that is on or off. */
export function ToggleChip({ pressed, onChange, children }: ToggleChipProps) {
  return (
    <button type="button" className={styles.chip} aria-pressed={pressed} onClick={() => onChange(!pressed)}>
      {children}
    </button>
  );
}
