import { useQuery } from '@tanstack/react-query';
import { yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { ErrorState } from '../../../ui/ErrorState';
import { LineSkeleton } from '../../../ui/Skeletons';
import { SplitBar } from '../../revenue/SplitBar';
import { splitQuery } from '../host/host.api';
import styles from '../host/host.module.css';
import { words } from '../host/money.words';

/** What a proposal would share out with every seat taken, as a bar. */
export function ProposedSplit({ eventId }: { eventId: string }) {
  const w = useWords(words).split;
  const locale = useLocale();
  const split = useQuery(splitQuery(eventId));
  if (split.isPending) return <LineSkeleton count={3} />;
  if (split.isError) return <ErrorState error={split.error} onRetry={() => void split.refetch()} />;
  const { preview, agreement } = split.data;
  if (!preview || !agreement) return <p>{w.none}</p>;
  return (
    <>
      <p className={styles.soft}>{w.at(preview.guests, yenText(preview.receivedYen, locale))}</p>
      <SplitBar label={w.preview} lines={preview.lines} costYen={agreement.base === 'net' ? preview.costYen : 0} />
    </>
  );
}
