import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { instantText, yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { termText } from '../../../lib/terms';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Card, Facts } from '../../../ui/Card';
import { Confirm } from '../../../ui/Confirm';
import { ErrorState } from '../../../ui/ErrorState';
import { Fold } from '../../../ui/Fold';
import { LineSkeleton } from '../../../ui/Skeletons';
import { StatusTag } from '../../../ui/Tags';
import { toast } from '../../../ui/Toasts';
import { SplitBar } from '../../revenue/SplitBar';
import { agreeSettlement, proposeSettlement, rereadEvents, type Settlement, settlementQuery } from './host.api';
import styles from './host.module.css';
import { words } from './money.words';

type Version = Settlement['versions'][number];
const TONES = { proposed: 'warn', agreed: 'ok', replaced: 'plain' } as const;

/** What an event has come to, every share in yen: proposed by the host, agreed by the other side. */
export function SettlementCard({ eventId }: { eventId: string }) {
  const w = useWords(words).settlement;
  const settlement = useQuery(settlementQuery(eventId));
  return (
    <Card
      title={w.title}
      id="settlement"
      aside={settlement.data && <StatusTag tone={settlement.data.status ? TONES[settlement.data.status] : 'plain'}>{settlement.data.status ? w[settlement.data.status] : w.now}</StatusTag>}
    >
      {settlement.isPending && <LineSkeleton count={5} />}
      {settlement.isError && <ErrorState error={settlement.error} onRetry={() => void settlement.refetch()} />}
      {settlement.data && <Sums settlement={settlement.data} />}
    </Card>
  );
}

function Sums({ settlement }: { settlement: Settlement }) {
  const w = useWords(words).settlement;
  const locale = useLocale();
  const client = useQueryClient();
  const [asked, setAsked] = useState<'propose' | 'agree' | null>(null);
  const { eventId, version, can, why, status, outdated, agreedBy } = settlement;
  const done = (text: string) => ({
    onSuccess: () => {
      setAsked(null);
      toast(text);
    },
    onSettled: () => rereadEvents(client),
  });
  const propose = useMutation({ mutationFn: () => proposeSettlement(eventId), ...done(w.proposedToast) });
  const agree = useMutation({ mutationFn: () => agreeSettlement(eventId, version), ...done(w.agreedToast) });
  const earlier = settlement.versions.filter(({ id }) => id !== settlement.id);
  return (
    <div className={styles.stack}>
      <OneSettlement settlement={settlement} />
      {outdated && status === 'proposed' && <p className={styles.warn}>{w.outdated}</p>}
      {status === 'proposed' && !outdated && !can.agree && <p>{w.waits[agreedBy]}</p>}
      <div className={styles.actions}>
        {can.agree && (
          <ActionButton wide onClick={() => setAsked('agree')} aria-haspopup="dialog">
            {w.agree}
          </ActionButton>
        )}
        {!can.agree && status === 'proposed' && why.agree.length > 0 && (
          <ActionButton wide blocked={why.agree} blockedLabel={w.cannotAgree}>
            {w.agree}
          </ActionButton>
        )}
        {(can.propose || why.propose.length > 0) && status !== 'agreed' && (
          <ActionButton
            wide
            tone={status === 'proposed' && !outdated ? 'bare' : 'main'}
            blocked={can.propose ? [] : why.propose}
            blockedLabel={w.cannotPropose}
            onClick={() => setAsked('propose')}
            aria-haspopup="dialog"
          >
            {status === 'proposed' ? w.proposeAgain : w.propose}
          </ActionButton>
        )}
      </div>
      {earlier.length > 0 && (
        <Fold label={w.versions}>
          <ol className={styles.lines} reversed>
            {earlier.map((one) => (
              <li key={one.version}>
                <span className={styles.tags}>
                  <b>{w.version(one.version)}</b>
                  {one.status && <StatusTag tone={TONES[one.status]}>{w[one.status]}</StatusTag>}
                </span>
                <OneSettlement settlement={one} />
              </li>
            ))}
          </ol>
        </Fold>
      )}
      <Confirm
        opened={asked === 'propose'}
        onClose={() => setAsked(null)}
        title={w.proposeTitle}
        confirmLabel={w.proposeDo}
        tone="main"
        busy={propose.isPending}
        onConfirm={() => propose.mutate()}
      >
        {propose.error && <ErrorState error={propose.error} />}
        <p>{w.proposeText[agreedBy]}</p>
        <p className={styles.next}>
          {w.pool} {yenText(settlement.poolYen, locale)}
        </p>
      </Confirm>
      <Confirm opened={asked === 'agree'} onClose={() => setAsked(null)} title={w.agreeTitle} confirmLabel={w.agree} tone="main" busy={agree.isPending} onConfirm={() => agree.mutate()}>
        {agree.error && <ErrorState error={agree.error} />}
        <p>{w.agreeText}</p>
        <p className={styles.next}>
          {w.pool} {yenText(settlement.poolYen, locale)}
        </p>
      </Confirm>
    </div>
  );
}

function OneSettlement({ settlement }: { settlement: Version }) {
  const w = useWords(words).settlement;
  const locale = useLocale();
  const { cash, shares, receivedYen, costYen, poolYen, costFromPoolYen } = settlement;
  const yen = (amount: number) => yenText(amount, locale);
  const changed = shares.filter(({ changeYen, amountYen }) => changeYen !== 0 && changeYen !== amountYen);
  const withCash = cash.bookedYen !== 0 || cash.countedYen !== 0;
  return (
    <div className={styles.stack}>
      <SplitBar label={w.bar} lines={shares.map(({ role, amountYen, name, partyId }) => ({ role, amountYen, name: partyId === null ? null : name }))} costYen={costFromPoolYen} />
      <Facts
        items={[
          { label: w.received, value: yen(receivedYen) },
          { label: w.cost, value: yen(costYen) },
          { label: w.pool, value: <b>{yen(poolYen)}</b> },
          ...(withCash
            ? [
                {
                  label: w.cash,
                  value: (
                    <>
                      {w.cashBooked} {yen(cash.bookedYen)} / {w.cashCounted} {yen(cash.countedYen)}
                      {cash.differenceYen < 0 && <p className={styles.warn}>{w.cashMissing(yen(-cash.differenceYen))}</p>}
                      {cash.differenceYen > 0 && <p>{w.cashSurplus(yen(cash.differenceYen))}</p>}
                    </>
                  ),
                },
              ]
            : []),
          ...changed.map(({ role, name, partyId, changeYen }) => ({ label: `${termText('splitRole', role, locale)} ${partyId === null ? '' : name}`, value: w.change(yen(changeYen)) })),
          ...(settlement.proposedAt
            ? [
                {
                  label: w.proposedBy,
                  value: settlement.proposedByName === null ? w.itself(instantText(settlement.proposedAt, locale, false)) : w.by(settlement.proposedByName, instantText(settlement.proposedAt, locale, false)),
                },
              ]
            : []),
          ...(settlement.agreedAt && settlement.agreedByName ? [{ label: w.agreedBy, value: w.by(settlement.agreedByName, instantText(settlement.agreedAt, locale, false)) }] : []),
        ]}
      />
    </div>
  );
}
