import { useSyncExternalStore } from 'react';

/** The languages of the interface. Japanese is the source. */
export type Locale = 'ja' | 'en';

const KEY = 'mazeru.locale';
const listeners = new Set<() => void>();
let current: Locale = stored() ?? fromBrowser();

function stored(): Locale | undefined {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'ja' || value === 'en' ? value : undefined;
  } catch {
    return undefined; // storage switched off: the browser's language decides each time
  }
}

function fromBrowser(): Locale {
  const first = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'ja' || tag === 'en');
  return first === 'en' ? 'en' : 'ja';
}

function show(next: Locale): void {
  current = next;
  document.documentElement.lang = next;
  for (const listener of listeners) listener();
}

/** The language in use, for code outside of React (the API client sends it as Accept-Language). */
export function currentLocale(): Locale {
  return current;
}

/** A person's own choice: shown at once and remembered on this device. */
export function chooseLocale(next: Locale): void {
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Not remembered, still shown.
  }
  show(next);
}

/** The account's language, taken over only where nobody has chosen one on this device. */
export function adoptLocale(next: Locale): void {
  if (stored() === undefined && next !== current) show(next);
}

export function useLocale(): Locale {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    currentLocale,
    currentLocale,
  );
}

document.documentElement.lang = current;
