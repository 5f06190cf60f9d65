import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { asProblem } from '../../lib/problem';
import { useWords } from '../../lib/words';
import { LineSkeleton } from '../../ui/Skeletons';
import { FilterChips } from '../../ui/Tags';
import { GuestsSlider, USUALLY_FILLED } from './GuestsSlider';
import { type PreviewedEvening, type PreviewWish, previewQuery, type Split } from './revenue.api';
import styles from './revenue.module.css';
import { words } from './revenue.words';
import { SplitBar } from './SplitBar';

const PARTS = { all: 100, half: 50, none: 0 } as const;
type Part = keyof typeof PARTS;
const PART_NAMES = ['all', 'half', 'none'] as const satisfies readonly Part[];
const TYPING_MS = 300;

interface SplitPreviewProps {
  split: Split;
  priceYen: number;
  capacity: number;
  space?: boolean;
  builder?: boolean;
}

/** "At twelve guests each gets …": a slider over the guests, reckoned by the server as the settlement will be. */
export function SplitPreview({ split, priceYen, capacity, space, builder }: SplitPreviewProps) {
  const w = useWords(words).editor;
  const [brought, setBrought] = useState<Part>('all');
  const [online, setOnline] = useState<Part>('all');
  // The same wish stays the same thing, so that it comes to rest while nobody types.
  const wish = useMemo<PreviewWish>(
    () => ({ ...split, priceYen, capacity, broughtPercent: PARTS[brought], paidOnlinePercent: PARTS[online], space, builder }),
    [split, priceYen, capacity, brought, online, space, builder],
  );
  const [asked] = useDebouncedValue(wish, TYPING_MS);
  const preview = useQuery({ ...previewQuery(asked), placeholderData: keepPreviousData, enabled: priceYen > 0 && capacity > 0 });
  const options = (said: Readonly<Record<Part, string>>) => PART_NAMES.map((value) => ({ value, label: said[value] }));
  return (
    <section className={styles.preview} aria-label={w.preview}>
      <p className={styles.title}>{w.preview}</p>
      {priceYen === 0 && <p className={styles.soft}>{w.free}</p>}
      {priceYen > 0 && (
        <>
          {preview.isError && (
            <p className={styles.wrong} role="alert">
              {asProblem(preview.error).detail}
            </p>
          )}
          {preview.isPending && <LineSkeleton count={4} />}
          {preview.data && !preview.isError && <Evening items={preview.data.items} />}
          <div className={styles.given}>
            <span>{w.brought}</span>
            <FilterChips label={w.brought} value={brought} onChange={setBrought} options={options(w.broughtParts)} />
            <span>{w.online}</span>
            <FilterChips label={w.online} value={online} onChange={setOnline} options={options(w.onlineParts)} />
          </div>
          <p className={styles.soft}>
            {w.forecast} {w.toHost}
          </p>
        </>
      )}
    </section>
  );
}

function Evening({ items }: { items: readonly PreviewedEvening[] }) {
  const w = useWords(words).editor;
  const locale = useLocale();
  const last = items.length - 1;
  const [chosen, setChosen] = useState(() => Math.round(last * USUALLY_FILLED));
  const evening = items[Math.min(chosen, last)];
  if (!evening) return null;
  return (
    <>
      <GuestsSlider label={w.guests} said={w.guestsSaid(evening.guests)} value={Math.min(chosen, last)} min={0} max={last} onChange={setChosen} />
      <p className={styles.received}>
        {w.at(evening.guests)} <b>{yenText(evening.receivedYen, locale)}</b> <small>{w.received}</small>
      </p>
      <SplitBar label={w.at(evening.guests)} lines={evening.lines} costYen={evening.costFromPoolYen} />
    </>
  );
}
