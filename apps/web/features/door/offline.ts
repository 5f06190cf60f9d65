import { useEffect } from 'react';

/** The worker stands at the root and works for the pages of events alone; only the door's page is answered by it. */
const WORKER = '/door-worker.js';
const SCOPE = '/events/';

/** Puts the door's page and all that it needs into the browser, so that it opens without a network. Nothing else of the app is kept. */
export function useOfflineDoor(): void {
  useEffect(() => {
    // Not there in private windows of some browsers, and not on pages without https; the door then works as long as it stays open.
    if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
    void navigator.serviceWorker.register(WORKER, { scope: SCOPE }).catch(() => undefined);
  }, []);
}
