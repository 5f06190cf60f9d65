import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { useId, useState } from 'react';
import { instantText, yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { Card, Facts } from '../../../ui/Card';
import { ErrorState } from '../../../ui/ErrorState';
import { LineSkeleton } from '../../../ui/Skeletons';
import { StatusTag } from '../../../ui/Tags';
import { SplitBar } from '../../revenue/SplitBar';
import { SplitTerms } from '../../revenue/SplitTerms';
import { type Agreement, type EventDetail, splitQuery } from './host.api';
import styles from './host.module.css';
import { words } from './host.words';

/** A room is tried out at this part of its seats first. */
const USUALLY_FILLED = 0.6;
const TYPING_MS = 200;
const TONES = { offered: 'warn', agreed: 'ok', replaced: 'plain', frozen: 'ok' } as const satisfies Record<Agreement['status'], string>;

interface SplitCardProps {
  event: EventDetail;
  /** Confirmed guests, once there are any. */
  guests?: number;
}

/** What host and space share and how: the offer that counts, what it comes to with so many guests, and what was offered before. */
export function SplitCard({ event, guests = 0 }: SplitCardProps) {
  const w = useWords(words).split;
  const locale = useLocale();
  const id = useId();
  const [chosen, setChosen] = useState(() => (guests > 0 ? guests : Math.max(1, Math.round(event.capacity * USUALLY_FILLED))));
  const [asked] = useDebouncedValue(chosen, TYPING_MS);
  const split = useQuery({ ...splitQuery(event.id, asked), placeholderData: keepPreviousData });
  if (event.toYen === 0) {
    return (
      <Card title={w.title}>
        <p>{w.free}</p>
      </Card>
    );
  }
  const agreement = split.data?.agreement;
  const preview = split.data?.preview;
  const earlier = split.data?.versions.filter(({ version }) => version !== agreement?.version) ?? [];
  return (
    <Card title={w.title} aside={agreement && <StatusTag tone={TONES[agreement.status]}>{w.status[agreement.status]}</StatusTag>}>
      {split.isPending && <LineSkeleton count={4} />}
      {split.isError && <ErrorState error={split.error} onRetry={() => void split.refetch()} />}
      {split.data && !agreement && <p>{w.none}</p>}
      {agreement && (
        <div className={styles.stack}>
          <Offer agreement={agreement} />
          {preview && (
            <>
              <label className={styles.guests} htmlFor={id}>
                {w.guests}
                <output>{w.people(chosen)}</output>
              </label>
              <input
                id={id}
                className={styles.slider}
                type="range"
                min={1}
                max={event.capacity}
                value={chosen}
                aria-valuetext={w.people(chosen)}
                onChange={({ currentTarget }) => setChosen(currentTarget.valueAsNumber)}
              />
              <p className={styles.next}>{w.at(preview.guests, yenText(preview.receivedYen, locale))}</p>
              <SplitBar label={w.preview} lines={preview.lines} costYen={agreement.base === 'net' ? preview.costYen : 0} />
            </>
          )}
          {agreement.status === 'frozen' && <p className={styles.soft}>{w.frozenNote}</p>}
          {earlier.length > 0 && (
            <details className={styles.versions}>
              <summary>{w.versions}</summary>
              <ol className={styles.lines} reversed>
                {earlier.map((one) => (
                  <li key={one.version}>
                    <b>{w.version(one.version)}</b>
                    <Offer agreement={one} />
                  </li>
                ))}
              </ol>
            </details>
          )}
        </div>
      )}
    </Card>
  );
}

/** One offer: whose it is, its lines, and who has said yes. */
export function Offer({ agreement }: { agreement: Agreement }) {
  const w = useWords(words).split;
  const locale = useLocale();
  const { offeredSide, offeredAt, note, host, space } = agreement;
  const consents = [host && w.host(host.name, instantText(host.at, locale, false)), space && w.space(space.name, instantText(space.at, locale, false))].filter((said) => said !== null);
  return (
    <div className={styles.stack}>
      <p className={styles.soft}>
        {w.offered[offeredSide]} {instantText(offeredAt, locale, false)}
      </p>
      <SplitTerms split={agreement} />
      {note && <p className={styles.said}>{note}</p>}
      <Facts items={[{ label: w.consents, value: consents.length === 0 ? w.noConsent : consents.map((said) => <div key={said}>{said}</div>) }]} />
    </div>
  );
}
