import { useWords } from '../../../lib/words';
import { Tabs } from '../../../ui/Tabs';
import { words } from './words';

/** The treasurer's three looks at the dues. */
export function DuesTabs() {
  const w = useWords(words).tabs;
  return (
    <Tabs
      label={w.label}
      tabs={[
        { to: '/admin/dues', label: w.behind },
        { to: '/admin/dues/month', label: w.month },
        { to: '/admin/dues/prices', label: w.prices },
      ]}
    />
  );
}
