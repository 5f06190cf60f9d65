import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { instantText, yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { Card, Facts } from '../../../ui/Card';
import { ErrorState } from '../../../ui/ErrorState';
import { Fold } from '../../../ui/Fold';
import { LineSkeleton } from '../../../ui/Skeletons';
import { StatusTag } from '../../../ui/Tags';
import { GuestsSlider, USUALLY_FILLED } from '../../revenue/GuestsSlider';
import { SplitBar } from '../../revenue/SplitBar';
import { SplitTerms } from '../../revenue/SplitTerms';
import { words as builderWords } from './builder.words';
import { words as heldWords } from './held.words';
import { type Agreement, type EventDetail, type EventSplit, splitQuery } from './host.api';
import styles from './host.module.css';
import { words } from './money.words';

const TYPING_MS = 200;
const TONES = { offered: 'warn', agreed: 'ok', replaced: 'plain', frozen: 'ok' } as const satisfies Record<Agreement['status'], string>;

interface SplitCardProps {
  event: Pick<EventDetail, 'id' | 'toYen' | 'capacity'>;
  /** Confirmed guests, once there are any. */
  guests?: number;
}

/** What host and space share and how: the offer that counts, what it comes to with so many guests, and what was offered before. */
export function SplitCard({ event, guests = 0 }: SplitCardProps) {
  const w = useWords(words).split;
  const locale = useLocale();
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
          <Builder shares={agreement.shares} builder={split.data?.builder ?? null} />
          {preview && (
            <>
              <GuestsSlider label={w.guests} said={w.people(chosen)} value={chosen} min={1} max={event.capacity} onChange={setChosen} />
              <p className={styles.next}>{w.at(preview.guests, yenText(preview.receivedYen, locale))}</p>
              <SplitBar label={w.preview} lines={preview.lines} costYen={agreement.base === 'net' ? preview.costYen : 0} />
            </>
          )}
          {agreement.status === 'frozen' && <p className={styles.soft}>{w.frozenNote}</p>}
          {earlier.length > 0 && (
            <Fold label={w.versions}>
              <ol className={styles.lines} reversed>
                {earlier.map((one) => (
                  <li key={one.version}>
                    <b>{w.version(one.version)}</b>
                    <Offer agreement={one} />
                  </li>
                ))}
              </ol>
            </Fold>
          )}
        </div>
      )}
    </Card>
  );
}

/** Who built the business, where they have a share or are named. */
function Builder({ shares, builder }: { shares: Agreement['shares']; builder: EventSplit['builder'] }) {
  const w = useWords(builderWords);
  const { person } = useWords(heldWords);
  const locale = useLocale();
  if (!builder && !shares.some(({ role }) => role === 'builder')) return null;
  return (
    <Facts
      items={[
        {
          label: w.title,
          value: builder ? (
            <>
              {person(builder.name)}
              <div className={styles.soft}>{builder.agreedAt ? w.agreedAt(instantText(builder.agreedAt, locale, false)) : w.waitingLong}</div>
            </>
          ) : (
            w.nobody
          ),
        },
      ]}
    />
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
