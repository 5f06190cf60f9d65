import type { ReactNode } from 'react';
import { useProposalCount } from '../features/events/space/useProposalCount';
import { useUnreadCount } from '../features/notices/useUnreadCount';
import { useToConfirmCount } from '../features/shifts/useToConfirmCount';
import { isSteward, isTreasurer, keepsBooks, type Me } from '../lib/session';
import { useWords } from '../lib/words';
import {
  BadgeIcon,
  BookIcon,
  CalendarIcon,
  CompareIcon,
  DocumentIcon,
  EventIcon,
  HistoryIcon,
  HomeIcon,
  InboxIcon,
  ListIcon,
  PeopleIcon,
  PersonIcon,
  ReceiptIcon,
  SettingsIcon,
  ShopIcon,
  StepsIcon,
  SunIcon,
  YenIcon,
} from '../ui/icons';
import { SpaceSwitcher } from './SpaceSwitcher';
import { WorkFrame } from './WorkFrame';
import { words } from './words';

interface FrameProps {
  me: Me;
  children: ReactNode;
}

/** The mixer's frame: five under the thumb, a little more beside the desktop's content. */
export function MixerFrame({ me, children }: FrameProps) {
  const w = useWords(words);
  const unread = useUnreadCount();
  return (
    <WorkFrame
      me={me}
      inbox={unread}
      items={[
        { to: '/home', label: w.nav.home, icon: HomeIcon, phone: true },
        { to: '/shifts', label: w.nav.openShifts, icon: ListIcon, phone: true },
        { to: '/me/shifts', label: w.nav.myShifts, icon: BadgeIcon, phone: true },
        { to: '/me/events', label: w.nav.events, icon: EventIcon, phone: true },
        { to: '/inbox', label: w.nav.inbox, icon: InboxIcon, count: unread, countLabel: w.unread(unread) },
        { to: '/me', label: w.nav.me, icon: PersonIcon, phone: true, exact: true },
        { to: '/meetings', label: w.nav.meetings, icon: CalendarIcon },
        { to: '/me/capabilities', label: w.nav.capabilities, icon: StepsIcon },
        { to: '/me/dues', label: w.nav.dues, icon: YenIcon },
        { to: '/spaces', label: w.nav.spaces, icon: ShopIcon },
      ]}
    >
      {children}
    </WorkFrame>
  );
}

/** The frame of one space, with a switcher for those who look after several. */
export function OwnerFrame({ me, spaceId, children }: FrameProps & { spaceId: string }) {
  const w = useWords(words);
  const toConfirm = useToConfirmCount(spaceId);
  const proposals = useProposalCount(spaceId);
  const unread = useUnreadCount();
  const at = `/spaces/${spaceId}`;
  return (
    <WorkFrame
      me={me}
      heading={<SpaceSwitcher spaces={me.spaces} current={spaceId} />}
      inbox={unread}
      items={[
        { to: `${at}/today`, label: w.nav.today, icon: SunIcon, phone: true },
        { to: `${at}/calendar`, label: w.nav.calendar, icon: CalendarIcon, phone: true },
        {
          to: `${at}/claims`,
          label: w.nav.claims,
          short: w.nav.claimsShort,
          icon: BadgeIcon,
          phone: true,
          count: toConfirm,
          countLabel: w.toConfirm(toConfirm),
        },
        { to: `${at}/events`, label: w.nav.events, icon: EventIcon, phone: true, count: proposals, countLabel: w.proposals(proposals) },
        { to: `${at}/manual/edit`, label: w.nav.manual, icon: BookIcon },
        { to: `${at}/settings`, label: w.nav.settings, short: w.nav.settingsShort, icon: SettingsIcon, phone: true },
        { to: '/inbox', label: w.nav.inbox, icon: InboxIcon, count: unread, countLabel: w.unread(unread) },
        { to: at, label: w.spacePage, icon: ShopIcon, exact: true },
      ]}
    >
      {children}
    </WorkFrame>
  );
}

/** The desk of the cooperative: stewards look after members and rules, treasurer and approver after the money. */
export function AdminFrame({ me, children }: FrameProps) {
  const w = useWords(words);
  const unread = useUnreadCount();
  const steward = isSteward(me);
  const books = keepsBooks(me);
  return (
    <WorkFrame
      me={me}
      heading={<span>{w.admin}</span>}
      inbox={unread}
      items={[
        ...(steward
          ? [
              { to: '/admin/members', label: w.nav.members, icon: PeopleIcon, phone: true },
              { to: '/admin/spaces', label: w.nav.adminSpaces, icon: ShopIcon, phone: true },
              { to: '/admin/rules', label: w.nav.rules, icon: StepsIcon, phone: !books },
            ]
          : []),
        { to: '/admin/events', label: w.nav.events, icon: EventIcon, phone: !(steward && books) },
        { to: '/meetings', label: w.nav.meetings, icon: CalendarIcon },
        { to: '/admin/dues', label: w.nav.dues, icon: YenIcon, phone: true },
        ...(isTreasurer(me) ? [{ to: '/admin/payments', label: w.nav.payments, short: w.nav.paymentsShort, icon: CompareIcon, phone: true }] : []),
        ...(books ? [{ to: '/admin/ledger', label: w.nav.ledger, icon: BookIcon, phone: true }] : []),
        ...(books ? [{ to: '/admin/receipts', label: w.nav.receipts, icon: ReceiptIcon, phone: !steward }] : []),
        { to: '/admin/legal', label: w.nav.legal, icon: DocumentIcon },
        ...(steward ? [{ to: '/admin/audit', label: w.nav.audit, icon: HistoryIcon }] : []),
        { to: '/inbox', label: w.nav.inbox, icon: InboxIcon, count: unread, countLabel: w.unread(unread) },
      ]}
    >
      {children}
    </WorkFrame>
  );
}
