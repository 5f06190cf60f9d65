import { useSyncExternalStore } from 'react';
import { useWords } from '../lib/words';
import { OfflineIcon } from '../ui/icons';
import styles from './OfflineNotice.module.css';
import { words } from './words';

function subscribe(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

/** Says that the device is offline, as long as it is. */
export function OfflineNotice() {
  const w = useWords(words);
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status">
      {!online && (
        <p className={styles.notice}>
          <OfflineIcon size={18} />
          {w.offline}
        </p>
      )}
    </div>
  );
}
