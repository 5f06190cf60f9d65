import { useRef } from 'react';
import { idempotencyKey } from './api';

/** One key a click: the same words sent again are the same click, other words another. What lost its answer on the way is so done once. */
export function useClickKey(): (said: unknown) => string {
  const last = useRef({ said: '', key: '' });
  return (body) => {
    const said = JSON.stringify(body);
    if (said !== last.current.said) last.current = { said, key: idempotencyKey() };
    return last.current.key;
  };
}
