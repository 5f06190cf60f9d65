import { useMutation } from '@tanstack/react-query';
import { deskOf, isAdmin, useMe, useSessionActions } from '../../lib/session';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { CalendarIcon, EventIcon, ExitIcon, KeyIcon, PeopleIcon, PersonIcon, PlusIcon, ReceiptIcon, ShopIcon, StepsIcon, YenIcon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { TierBadge } from '../../ui/Tags';
import { LinkRow, LinkRows } from '../../ui/TextLink';
import styles from './identity.module.css';
import { words } from './words';

export default function MePage() {
  const w = useWords(words).me;
  const me = useMe();
  const { signOut } = useSessionActions();
  const leaving = useMutation({ mutationFn: signOut });
  const { account, mixer, spaces } = me;
  return (
    <Page title={w.title}>
      <Card>
        <div className={styles.person}>
          <span className={styles.avatar} aria-hidden="true">
            {Array.from(account.displayName)[0]}
          </span>
          <div>
            <p className={styles.name}>
              {account.displayName} {mixer?.tier && <TierBadge tier={mixer.tier} />}
            </p>
            <p className={styles.email}>{account.email}</p>
          </div>
        </div>
      </Card>
      <LinkRows>
        {mixer && <LinkRow to="/me/profile" icon={<PersonIcon />} title={w.profile} sub={w.profileSub} />}
        {mixer && <LinkRow to="/me/capabilities" icon={<StepsIcon />} title={w.capabilities} sub={w.capabilitiesSub} />}
        {mixer && <LinkRow to="/me/dues" icon={<YenIcon />} title={w.dues} sub={w.duesSub} />}
        {(mixer ?? isAdmin(me)) && <LinkRow to="/meetings" icon={<CalendarIcon />} title={w.meetings} sub={w.meetingsSub} />}
        <LinkRow to="/me/registrations" icon={<EventIcon />} title={w.registrations} sub={w.registrationsSub} />
        <LinkRow to="/me/receipts" icon={<ReceiptIcon />} title={w.receipts} />
        {!mixer && <LinkRow to="/join/mixer" icon={<StepsIcon />} title={w.joinMixer} sub={w.joinMixerSub} />}
        <LinkRow to="/me/account" icon={<KeyIcon />} title={w.account} sub={w.accountSub} />
      </LinkRows>
      <LinkRows>
        {spaces.map((space) => (
          <LinkRow key={space.id} to={`/spaces/${space.id}/today`} icon={<ShopIcon />} title={w.space(space.name)} />
        ))}
        {isAdmin(me) && <LinkRow to={deskOf(me)} icon={<PeopleIcon />} title={w.admin} />}
        <LinkRow to="/spaces" icon={<ShopIcon />} title={w.spaces} sub={w.spacesSub} />
        {spaces.length === 0 && <LinkRow to="/join/space" icon={<PlusIcon />} title={w.joinSpace} sub={w.joinSpaceSub} />}
      </LinkRows>
      <ActionButton tone="bare" icon={<ExitIcon />} onClick={() => leaving.mutate()} busy={leaving.isPending}>
        {w.signOut}
      </ActionButton>
    </Page>
  );
}
