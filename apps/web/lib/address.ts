import { type NavigateOptions, useSearchParams } from 'react-router';

interface Address {
  /** What the address says under this name; empty where it says nothing. */
  get: (name: string) => string;
  /** An empty value takes the name out. The address is replaced, so that „back“ leaves the screen, unless told otherwise. */
  set: (name: string, value: string, how?: NavigateOptions) => void;
  clear: () => void;
  isEmpty: boolean;
}

/** Filters that live in the address, so that a link brings somebody else to the same lines. */
export function useAddress(): Address {
  const [params, setParams] = useSearchParams();
  return {
    get: (name) => params.get(name) ?? '',
    set: (name, value, how = { replace: true }) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (value) next.set(name, value);
          else next.delete(name);
          return next;
        },
        how,
      ),
    clear: () => setParams({}, { replace: true }),
    isEmpty: params.size === 0,
  };
}
