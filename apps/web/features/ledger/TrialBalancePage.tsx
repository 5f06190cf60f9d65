import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useAddress } from '../../lib/address';
import { yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { today } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { Card } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { DayField } from '../../ui/Fields';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { StatusTag } from '../../ui/Tags';
import { LinkRow, LinkRows } from '../../ui/TextLink';
import { Yen } from '../../ui/Yen';
import { type BalanceRow, SIDES, spokenYen, type TrialBalance, trialBalanceQuery } from './ledger.api';
import styles from './ledger.module.css';
import { LedgerTabs } from './LedgerTabs';
import { words } from './words';

/** All types of account at the end of a day; debit and credit are the same. */
export default function TrialBalancePage() {
  const all = useWords(words);
  const w = all.trial;
  const { get, set } = useAddress();
  const day = get('day') || today();
  const found = useQuery({ ...trialBalanceQuery(day), placeholderData: keepPreviousData });
  return (
    <Page title={w.title} sub={w.sub} width="wide">
      <LedgerTabs />
      <div className={styles.narrow}>
        <DayField label={all.asOf} value={day} onChange={(value) => set('day', value === today() ? '' : value)} />
      </div>
      {found.isPending && <CardSkeleton count={3} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <>
          <Evenness trial={found.data} />
          <div className={styles.sides}>
            {SIDES.map((side) => (
              <section key={side} className={styles.side}>
                <h2>
                  {all.side[side]} <Yen amount={sumOf(found.data.rows.filter((row) => row.side === side))} size="strong" />
                </h2>
                <LinkRows>
                  {found.data.rows
                    .filter((row) => row.side === side)
                    .map((row) => (
                      <LinkRow
                        key={row.type}
                        to={`/admin/ledger/accounts?type=${row.type}${get('day') && `&day=${day}`}`}
                        title={row.name}
                        sub={row.accounts === 0 ? w.nothing : w.accounts(row.accounts)}
                        aside={<Yen amount={spokenYen(side, row.balanceYen)} size="strong" />}
                      />
                    ))}
                </LinkRows>
              </section>
            ))}
          </div>
        </>
      )}
    </Page>
  );
}

const sumOf = (rows: readonly BalanceRow[]): number => rows.reduce((sum, { side, balanceYen }) => sum + spokenYen(side, balanceYen), 0);

function Evenness({ trial }: { trial: TrialBalance }) {
  const w = useWords(words).trial;
  const locale = useLocale();
  const even = trial.differenceYen === 0;
  return (
    <Card>
      <dl className={styles.tiles}>
        <div>
          <dt>{w.debit}</dt>
          <dd>
            <Yen amount={trial.debitYen} size="strong" />
          </dd>
        </div>
        <div>
          <dt>{w.credit}</dt>
          <dd>
            <Yen amount={trial.creditYen} size="strong" />
          </dd>
        </div>
      </dl>
      <StatusTag tone={even ? 'ok' : 'bad'}>{even ? w.even : w.uneven(yenText(trial.differenceYen, locale))}</StatusTag>
    </Card>
  );
}
