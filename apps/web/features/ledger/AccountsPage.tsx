import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { LEDGER_ACCOUNT_WORDS } from '#libs/words';
import { useAddress } from '../../lib/address';
import { yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { today } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { DayField } from '../../ui/Fields';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { SearchField } from '../../ui/SearchField';
import { CardSkeleton } from '../../ui/Skeletons';
import { LinkRow, LinkRows } from '../../ui/TextLink';
import { Yen } from '../../ui/Yen';
import { ACCOUNT_TYPES, accountPath, accountsQuery, spokenYen } from './ledger.api';
import styles from './ledger.module.css';
import { LedgerTabs } from './LedgerTabs';
import { words } from './words';

/** The chart of accounts with what each holds at the end of a day. */
export default function AccountsPage() {
  const all = useWords(words);
  const w = all.accounts;
  const locale = useLocale();
  const { get, set } = useAddress();
  const day = get('day') || today();
  const found = useInfiniteQuery({ ...accountsQuery({ day, type: get('type'), name: get('name') }), placeholderData: keepPreviousData });
  const accounts = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={w.title} sub={w.sub} width="wide">
      <LedgerTabs />
      <div className={styles.filters} role="search">
        <SearchField label={w.search} value={get('name')} onSearch={(value) => set('name', value)} />
        <NativeSelect
          aria-label={w.type}
          value={get('type')}
          data={[{ value: '', label: w.any }, ...ACCOUNT_TYPES.map((type) => ({ value: type, label: LEDGER_ACCOUNT_WORDS[type][locale] }))]}
          onChange={(event) => set('type', event.currentTarget.value)}
        />
        <DayField aria-label={all.asOf} value={day} onChange={(value) => set('day', value === today() ? '' : value)} />
      </div>
      {found.isPending && <CardSkeleton count={4} />}
      {found.isLoadingError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && accounts.length === 0 && <EmptyState title={w.none}>{w.noneText}</EmptyState>}
      {accounts.length > 0 && (
        <LinkRows>
          {accounts.map(({ id, name, owner, side, inYen, outYen, balanceYen }) => (
            <LinkRow
              key={id}
              to={accountPath(id)}
              title={owner ? `${name}　${owner.name}` : name}
              sub={w.moved(yenText(inYen, locale), yenText(outYen, locale))}
              aside={<Yen amount={spokenYen(side, balanceYen)} size="strong" />}
            />
          ))}
        </LinkRows>
      )}
      <More list={found} label={all.more} />
    </Page>
  );
}
