import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { useAddress } from '../../lib/address';
import { useDesktop } from '../../lib/media';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { DayField, FieldRow } from '../../ui/Fields';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { Table } from '../../ui/Table';
import { Yen } from '../../ui/Yen';
import { type Entry, type Side, spokenYen, type Statement, statementQuery } from './ledger.api';
import styles from './ledger.module.css';
import { AccountLink, At, What } from './Pieces';
import { words } from './words';

/** One account line by line, newest first, with what was left after each. */
export default function AccountPage() {
  const all = useWords(words);
  const w = all.account;
  const { id = '' } = useParams();
  const { get, set, clear } = useAddress();
  const days = { from: get('from'), to: get('to') };
  const found = useInfiniteQuery({ ...statementQuery(id, days), placeholderData: keepPreviousData });
  const statement = found.data?.pages[0];
  const entries = found.data?.pages.flatMap((page) => page.items) ?? [];
  const account = statement?.account;
  const limited = Boolean(days.from || days.to);
  return (
    <Page
      title={account ? [account.name, account.owner?.name].filter(Boolean).join('　') : w.title}
      sub={account && all.side[account.side]}
      back={{ to: '/admin/ledger/accounts', label: w.back }}
      width="wide"
      actions={
        <ActionLink to={`/admin/ledger/journal?account=${id}`} tone="quiet">
          {w.inJournal}
        </ActionLink>
      }
    >
      <div className={styles.days}>
        <FieldRow>
          <DayField label={all.from} value={days.from} onChange={(value) => set('from', value)} />
          <DayField label={all.to} value={days.to} onChange={(value) => set('to', value)} />
        </FieldRow>
        {limited && (
          <ActionButton tone="bare" onClick={clear}>
            {w.whole}
          </ActionButton>
        )}
      </div>
      {found.isPending && <CardSkeleton count={3} />}
      {found.isLoadingError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {statement && <Sums statement={statement} />}
      {found.isSuccess && entries.length === 0 && <EmptyState title={w.none}>{w.noneText}</EmptyState>}
      {account && entries.length > 0 && <Entries entries={entries} id={id} side={account.side} />}
      <More list={found} label={all.more} />
    </Page>
  );
}

function Sums({ statement }: { statement: Statement }) {
  const all = useWords(words);
  const w = all.account;
  const { side } = statement.account;
  const parts = [
    { label: w.opening, yen: spokenYen(side, statement.openingYen) },
    { label: all.debit, yen: statement.inYen },
    { label: all.credit, yen: statement.outYen },
    { label: w.closing, yen: spokenYen(side, statement.closingYen) },
  ];
  return (
    <dl className={styles.tiles} data-four="true">
      {parts.map(({ label, yen }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <Yen amount={yen} size="strong" />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The account on the other side of an entry. */
const otherOf = (entry: Entry, id: string) => (entry.to.id === id ? entry.from : entry.to);

function Entries({ entries, id, side }: { entries: readonly Entry[]; id: string; side: Side }) {
  const all = useWords(words);
  const w = all.account;
  const desktop = useDesktop();
  if (!desktop) {
    return (
      <ul className={styles.cards}>
        {entries.map((entry) => (
          <li key={entry.id} className={styles.card}>
            <div className={styles.head}>
              <What transfer={entry} />
              <Yen amount={spokenYen(side, entry.changeYen)} size="strong" signed />
            </div>
            <p>
              <AccountLink account={otherOf(entry, id)} />
            </p>
            <p className={styles.foot}>
              <At instant={entry.eventAt} />
              <span>
                {all.balance} <Yen amount={spokenYen(side, entry.balanceYen)} />
              </span>
            </p>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <Table caption={w.title} lines>
      <thead>
        <tr>
          <th scope="col">{w.day}</th>
          <th scope="col">{w.what}</th>
          <th scope="col">{w.other}</th>
          <th scope="col" data-figures>
            {all.debit}
          </th>
          <th scope="col" data-figures>
            {all.credit}
          </th>
          <th scope="col" data-figures>
            {all.balance}
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td>
              <At instant={entry.eventAt} />
            </td>
            <td>
              <What transfer={entry} />
            </td>
            <td>
              <AccountLink account={otherOf(entry, id)} />
            </td>
            <td data-figures>{entry.changeYen > 0 && <Yen amount={entry.changeYen} />}</td>
            <td data-figures>{entry.changeYen < 0 && <Yen amount={0 - entry.changeYen} />}</td>
            <td data-figures>
              <Yen amount={spokenYen(side, entry.balanceYen)} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
