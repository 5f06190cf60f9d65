import { useId } from 'react';
import styles from './GuestsSlider.module.css';

/** A room is tried out at this part of its seats first. */
export const USUALLY_FILLED = 0.6;

interface GuestsSliderProps {
  label: string;
  /** The number as it is read: 「12名」. */
  said: string;
  value: number;
  min: number;
  max: number;
  onChange: (guests: number) => void;
}

/** With how many guests something is reckoned. */
export function GuestsSlider({ label, said, value, min, max, onChange }: GuestsSliderProps) {
  const id = useId();
  return (
    <>
      <label className={styles.label} htmlFor={id}>
        {label}
        <output>{said}</output>
      </label>
      <input
        id={id}
        className={styles.slider}
        type="range"
        min={min}
        max={max}
        value={value}
        aria-valuetext={said}
        onChange={({ currentTarget }) => onChange(currentTarget.valueAsNumber)}
      />
    </>
  );
}
