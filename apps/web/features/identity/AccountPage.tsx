import { useMe } from '../../lib/session';
import { useWords } from '../../lib/words';
import { Page } from '../../ui/Page';
import { AccessTokensCard } from './AccessTokensCard';
import { BasicsCard, EmailCard, PasswordCard } from './AccountCards';
import { DevicesCard } from './DevicesCard';
import { words } from './words';

export default function AccountPage() {
  const w = useWords(words).account;
  const { account } = useMe();
  return (
    <Page title={w.title} back={{ to: '/me', label: w.back }}>
      <EmailCard email={account.email} confirmed={account.emailConfirmed} />
      <BasicsCard displayName={account.displayName} />
      <PasswordCard email={account.email} />
      <DevicesCard />
      <AccessTokensCard />
    </Page>
  );
}
