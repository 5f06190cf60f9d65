import { useEffect } from 'react';
import { factsText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { tokyoTime } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { StatusTag, type Tone } from '../../ui/Tags';
import { Yen } from '../../ui/Yen';
import type { KeptRecord } from './door.store';
import styles from './door.module.css';
import type { DoorHere } from './useDoor';
import { words } from './words';

const TONES: Readonly<Record<'waiting' | 'done' | 'already' | 'recorded' | 'refused', Tone>> = { waiting: 'warn', done: 'ok', already: 'plain', recorded: 'kaki', refused: 'bad' };

const kindOf = (record: KeptRecord): 'checkIn' | 'payment' | 'walkIn' => (record.checkIn ? 'checkIn' : record.payment ? 'payment' : 'walkIn');
const yenOf = (record: KeptRecord): number => record.payment?.amountYen ?? record.walkIn?.amountYen ?? 0;

/** Who took how much, what needs a look, and everything that was recorded on this device with what became of it. */
export function DoorLog({ door }: { door: DoorHere }) {
  const w = useWords(words);
  const locale = useLocale();
  const { kept, records, unheard, hear } = door;
  // Here it stands with its reason.
  useEffect(() => {
    if (unheard > 0) hear();
  }, [unheard, hear]);
  if (!kept) return null;
  const { cash, differences } = kept.door;
  return (
    <>
      {cash.people.length > 0 && (
        <Card title={w.cashPeople}>
          <ul className={styles.lines}>
            {cash.people.map(({ name, yen }) => (
              <li key={name}>
                <span>{name}</span>
                <Yen amount={yen} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      {differences.length > 0 && (
        <Card title={w.differences} tone="warm">
          <ul className={styles.lines}>
            {differences.map((difference) => (
              <li key={difference.clientId}>
                <span>
                  {difference.name || w.what[difference.kind]}
                  <span className={styles.quiet}>{factsText([tokyoTime(difference.at), w.what[difference.kind], difference.byName], locale)}</span>
                  {difference.message}
                </span>
                {difference.differenceYen > 0 && <Yen amount={difference.differenceYen} />}
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title={w.records}>
        {records.length === 0 && <EmptyState title={w.noRecords}>{w.noRecordsText}</EmptyState>}
        <ul className={styles.lines}>
          {records.map((record) => {
            const state = record.result?.result ?? 'waiting';
            return (
              <li key={record.clientId}>
                <span>
                  {record.name}
                  <span className={styles.quiet}>
                    {factsText([tokyoTime(record.at), w.what[kindOf(record)], yenOf(record) > 0 && yenText(yenOf(record), locale)], locale)}
                  </span>
                  {record.result?.message}
                </span>
                <StatusTag tone={TONES[state]}>{w.result[state]}</StatusTag>
                {state === 'refused' && (
                  <ActionButton tone="bare" onClick={() => door.forget(record.clientId)}>
                    {w.forget}
                  </ActionButton>
                )}
              </li>
            );
          })}
        </ul>
      </Card>
    </>
  );
}
