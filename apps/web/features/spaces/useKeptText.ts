import { useEffect, useState } from 'react';

/** Text that is being written, as kept on this device. `basedOn` is the version it began from. */
interface Kept {
  body: string;
  note: string;
  basedOn: number;
}

const read = (key: string): Kept | undefined => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isKept(stored) ? stored : undefined;
  } catch {
    return undefined; // storage switched off, or not ours
  }
};

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' && value !== null && 'body' in value && typeof value.body === 'string' && 'note' in value && typeof value.note === 'string' && 'basedOn' in value && typeof value.basedOn === 'number';

/** Holds a text over reloads and crashes until it is published or given up. `published` is what it starts from. */
export function useKeptText(name: string, published: { body: string; version: number }) {
  const key = `mazeru.${name}`;
  const [kept, setKept] = useState<Kept | undefined>(() => read(key));
  const [restored] = useState(() => kept !== undefined && kept.body !== published.body);
  const text = kept ?? { body: published.body, note: '', basedOn: published.version };
  const differs = text.body !== published.body;

  useEffect(() => {
    try {
      if (kept && (kept.body !== published.body || kept.note !== '')) localStorage.setItem(key, JSON.stringify(kept));
      else localStorage.removeItem(key);
    } catch {
      // Not kept over a reload; still on the screen.
    }
  }, [kept, key, published.body]);

  return {
    text,
    differs,
    restored,
    write: (change: Partial<Kept>) => setKept({ ...text, ...change }),
    forget: () => setKept(undefined),
  };
}
