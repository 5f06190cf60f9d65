import { useSyncExternalStore } from 'react';
import { useWords } from '../lib/words';
import { CheckIcon, CloseIcon } from './icons';
import styles from './Toasts.module.css';
import { words } from './words';

interface Toast {
  id: number;
  text: string;
  undo?: () => void;
}

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function show(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

const drop = (id: number) => show(toasts.filter((toast) => toast.id !== id));

/** Says that something was done: `toast('保存しました')`. With `undo` it stays longer and offers the way back. */
export function toast(text: string, undo?: () => void): void {
  const id = nextId++;
  show([...toasts.slice(-2), { id, text, undo }]);
  setTimeout(() => drop(id), undo ? 10_000 : 5_000);
}

/** Where toasts appear; one in the whole app. Read aloud politely. */
export function Toasts() {
  const w = useWords(words);
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className={styles.toasts} role="status" aria-live="polite">
      {shown.map((item) => (
        <div key={item.id} className={styles.toast}>
          <CheckIcon size={20} />
          <span className={styles.text}>{item.text}</span>
          {item.undo && (
            <button
              type="button"
              className={styles.undo}
              onClick={() => {
                item.undo?.();
                drop(item.id);
              }}
            >
              {w.undo}
            </button>
          )}
          <button type="button" className={styles.close} aria-label={w.dismiss} onClick={() => drop(item.id)}>
            <CloseIcon size={18} />
          </button>
        </div>
      ))}
    </div>
  );
}
