import { useSearchParams } from 'react-router';

interface Address {
  /** What the address says under this name; empty where it says nothing. */
  get: (name: string) => string;
  set: (name: string, value: string) => void;
  clear: () => void;
  isEmpty: boolean;
}

/** Filters that live in the address, so that a link brings somebody else to the same lines. */
export function useAddress(): Address {
  const [params, setParams] = useSearchParams();
  return {
    get: (name) => params.get(name) ?? '',
    set: (name, value) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (value) next.set(name, value);
          else next.delete(name);
          return next;
        },
        { replace: true },
      ),
    clear: () => setParams({}, { replace: true }),
    isEmpty: params.size === 0,
  };
}
