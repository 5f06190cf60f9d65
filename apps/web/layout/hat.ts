import { useSyncExternalStore } from 'react';
import { isAdmin, isMixer, type Me } from '../lib/session';

/** The role somebody looks at the app in. One account may wear several; screens that everybody has (inbox, account) keep the last one. */
export type Hat = { kind: 'mixer' } | { kind: 'space'; id: string } | { kind: 'admin' } | { kind: 'none' };

const KEY = 'mazeru.hat';
const listeners = new Set<() => void>();
let worn = read();

function read(): string {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

/** Remembers the role of a screen that belongs to one role. */
export function wear(hat: Hat): void {
  const next = hat.kind === 'space' ? `space:${hat.id}` : hat.kind;
  if (next === worn || hat.kind === 'none') return;
  worn = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Not remembered over visits; still worn in this one.
  }
  for (const listener of listeners) listener();
}

/** The last role this account wore and still holds, else its first one. */
export function useHat(me: Me | null | undefined): Hat {
  const last = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => worn,
  );
  if (!me) return { kind: 'none' };
  const hats = hatsOf(me);
  return hats.find((hat) => (hat.kind === 'space' ? `space:${hat.id}` : hat.kind) === last) ?? hats[0] ?? { kind: 'none' };
}

/** Every role of an account, in the order of the menu. */
export function hatsOf(me: Me): Hat[] {
  return [
    ...(isMixer(me) ? [{ kind: 'mixer' } as const] : []),
    ...me.spaces.map((space) => ({ kind: 'space', id: space.id }) as const),
    ...(isAdmin(me) ? [{ kind: 'admin' } as const] : []),
  ];
}
