import { cleanupOutdatedCaches, createHandlerBoundToURL, type PrecacheEntry, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

/** The files of the door's page with what tells one build from the next; the build writes them in. */
declare const DOOR_FILES: readonly PrecacheEntry[];
/** Where the page itself is kept. */
declare const DOOR_SHELL: string;

/** What this worker uses of a service worker. */
declare const self: {
  skipWaiting: () => Promise<void>;
  clients: { claim: () => Promise<void> };
  addEventListener: (type: 'install' | 'activate', heard: (event: { waitUntil: (work: Promise<unknown>) => void }) => void) => void;
};

// One build at a time: the page and its parts come from the same one, and an old one is thrown away as soon as the new one is here whole.
self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
cleanupOutdatedCaches();
precacheAndRoute([...DOOR_FILES]);

// Only the door opens without a network. Every other page of events goes to the server as if there were no worker.
registerRoute(new NavigationRoute(createHandlerBoundToURL(DOOR_SHELL), { allowlist: [/^\/events\/[^/]+\/door\/?$/] }));
