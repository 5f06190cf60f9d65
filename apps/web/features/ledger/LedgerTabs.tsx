import { useWords } from '../../lib/words';
import { Tabs } from '../../ui/Tabs';
import { words } from './words';

/** The three looks at the books. */
export function LedgerTabs() {
  const w = useWords(words).tabs;
  return (
    <Tabs
      label={w.label}
      tabs={[
        { to: '/admin/ledger', label: w.trial },
        { to: '/admin/ledger/accounts', label: w.accounts },
        { to: '/admin/ledger/journal', label: w.journal },
      ]}
    />
  );
}
