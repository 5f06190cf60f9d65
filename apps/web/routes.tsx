import { type ComponentType, lazy, type LazyExoticComponent } from 'react';
import type { Locale } from './lib/locale';

/**
 * Every screen of the app. Each page is a chunk of its own: `lazy` with a default export.
 * `who` may open it; `frame` is what stands around it: `own` keeps the frame of the role somebody wears (public when signed out).
 */
export interface Screen {
  path: string;
  page: LazyExoticComponent<ComponentType>;
  /**
   * `space`: the staff of the space in `:id`, and stewards. `admin`: everybody who works for the cooperative; `books`: treasurer and approver.
   * `signedOut` leads signed-in people on to their start.
   */
  who: 'everyone' | 'signedOut' | 'signedIn' | 'mixer' | 'space' | 'admin' | 'steward' | 'books' | 'treasurer';
  frame: 'public' | 'own' | 'mixer' | 'owner' | 'admin';
  title: Readonly<Record<Locale, string>>;
}

const screen = (
  path: string,
  who: Screen['who'],
  frame: Screen['frame'],
  ja: string,
  en: string,
  load: () => Promise<{ default: ComponentType }>,
): Screen => ({ path, who, frame, title: { ja, en }, page: lazy(load) });

export const screens: readonly Screen[] = [
  // Everybody
  screen('/', 'everyone', 'public', 'まぜる', 'Mazeru', () => import('./features/landing/LandingPage')),
  screen('/spaces', 'everyone', 'own', 'スペース', 'Spaces', () => import('./features/spaces/SpacesPage')),
  screen('/spaces/:idOrSlug', 'everyone', 'own', 'スペース', 'Space', () => import('./features/spaces/SpacePage')),
  screen('/events', 'everyone', 'own', 'イベント', 'Events', () => import('./features/events/public/EventsPage')),
  screen('/events/:id', 'everyone', 'own', 'イベント', 'Event', () => import('./features/events/public/EventPage')),
  screen('/events/:id/register', 'everyone', 'own', '参加の申し込み', 'Register', () => import('./features/events/public/RegisterPage')),
  // The public frame: the frame of a role comes with the answer to who one is, and would put up the door anew while somebody stands at it.
  screen('/events/:id/door', 'everyone', 'public', '受付', 'Door', () => import('./features/door/DoorPage')),
  screen('/registrations', 'everyone', 'own', '申し込みのリンク', 'Your link', () => import('./features/events/public/LostLinkPage')),
  screen('/registrations/:id', 'everyone', 'own', '申し込みの確認', 'Your registration', () => import('./features/events/public/RegistrationPage')),
  screen('/shifts', 'everyone', 'mixer', '募集中の担当', 'Open shifts', () => import('./features/shifts/OpenShiftsPage')),
  screen('/shifts/:shiftId', 'everyone', 'mixer', '担当の募集', 'Open shift', () => import('./features/shifts/ShiftPage')),
  screen('/contact', 'everyone', 'own', '相談と問い合わせ', 'Where to turn', () => import('./features/contact/ContactPage')),
  screen('/legal/:kind', 'everyone', 'own', '規約', 'Terms', () => import('./features/legal/LegalTextPage')),
  screen('/join/space', 'everyone', 'own', 'スペースの登録', 'Register a space', () => import('./features/spaces/JoinSpacePage')),
  screen('/promotion-consents/:id', 'everyone', 'public', '紹介についての確認', 'May this be posted?', () => import('./features/revenue/PromotionConsentPage')),
  screen('/mixers/:id', 'everyone', 'own', 'ミキサー', 'Mixer', () => import('./features/mixers/MixerPage')),

  // Coming in
  screen('/sign-in', 'signedOut', 'public', 'ログイン', 'Sign in', () => import('./features/identity/SignInPage')),
  screen('/sign-up', 'signedOut', 'public', '登録', 'Sign up', () => import('./features/identity/SignUpPage')),
  screen('/forgot', 'everyone', 'public', 'パスワードの再設定', 'Reset password', () => import('./features/identity/ForgotPage')),
  screen('/reset/:token', 'everyone', 'public', '新しいパスワード', 'New password', () => import('./features/identity/ResetPage')),
  screen('/confirm/:token', 'everyone', 'public', 'メールの確認', 'Confirm e-mail', () => import('./features/identity/ConfirmPage')),

  // Everybody who has signed in
  screen('/me', 'signedIn', 'own', '自分', 'Me', () => import('./features/identity/MePage')),
  screen('/me/account', 'signedIn', 'own', 'アカウント', 'Account', () => import('./features/identity/AccountPage')),
  screen('/join/mixer', 'signedIn', 'own', 'ミキサーになる', 'Become a mixer', () => import('./features/mixers/JoinMixerPage')),
  screen('/inbox', 'signedIn', 'own', '受信箱', 'Inbox', () => import('./features/notices/InboxPage')),
  screen('/documents/:id', 'signedIn', 'own', '書面', 'Document', () => import('./features/documents/DocumentPage')),
  screen('/meetings', 'signedIn', 'own', 'ミキサー会議', 'Mixer meetings', () => import('./features/meetings/MeetingsPage')),
  screen('/meetings/:id', 'signedIn', 'own', 'ミキサー会議', 'Mixer meeting', () => import('./features/meetings/MeetingPage')),
  screen('/me/registrations', 'signedIn', 'own', '申し込んだイベント', 'My registrations', () => import('./features/events/public/OwnRegistrationsPage')),
  screen('/me/receipts', 'signedIn', 'own', '領収書', 'Receipts', () => import('./features/documents/ReceiptsPage')),
  screen('/spaces/:id/manual', 'signedIn', 'own', '受付マニュアル', 'Reception manual', () => import('./features/spaces/ManualPage')),

  // Mixers
  screen('/home', 'mixer', 'mixer', 'ホーム', 'Home', () => import('./features/home/HomePage')),
  screen('/me/shifts', 'mixer', 'mixer', '自分の担当', 'My shifts', () => import('./features/shifts/MyShiftsPage')),
  screen('/me/shifts/:claimId', 'mixer', 'mixer', '担当', 'Shift', () => import('./features/shifts/ClaimPage')),
  screen('/check-in/:shiftId', 'signedIn', 'mixer', 'チェックイン', 'Check in', () => import('./features/shifts/CheckInPage')),
  screen('/me/events', 'signedIn', 'mixer', 'イベント', 'Events', () => import('./features/events/host/MyEventsPage')),
  screen('/me/events/new', 'signedIn', 'mixer', '企画をつくる', 'Plan an event', () => import('./features/events/host/PlannerPage')),
  screen('/me/events/:id', 'signedIn', 'mixer', 'イベント', 'Event', () => import('./features/events/host/DeskPage')),
  screen('/me/events/:id/edit', 'signedIn', 'mixer', '企画を直す', 'Edit the plan', () => import('./features/events/host/PlannerPage')),
  screen('/me/events/:id/import', 'signedIn', 'mixer', '名簿の取り込み', 'Bring in a list', () => import('./features/events/importing/ImportPage')),
  screen('/me/capabilities', 'mixer', 'mixer', 'できること', 'What I may do', () => import('./features/mixers/CapabilitiesPage')),
  screen('/me/dues', 'mixer', 'mixer', '組合費', 'Dues', () => import('./features/dues/DuesPage')),
  screen('/me/dues/join', 'mixer', 'mixer', '組合費のお支払い', 'Paying your dues', () => import('./features/dues/JoinDuesPage')),
  screen('/me/dues/step-down', 'mixer', 'mixer', '段階を下げる', 'Step down a tier', () => import('./features/dues/StepDownPage')),
  screen('/me/profile', 'mixer', 'mixer', 'プロフィール', 'Profile', () => import('./features/mixers/ProfilePage')),

  // The staff of a space
  screen('/spaces/:id/today', 'space', 'owner', '今日', 'Today', () => import('./features/shifts/OwnerTodayPage')),
  screen('/spaces/:id/calendar', 'space', 'owner', 'カレンダー', 'Calendar', () => import('./features/shifts/OwnerCalendarPage')),
  screen('/spaces/:id/claims', 'space', 'owner', '募集と担当', 'Shifts and claims', () => import('./features/shifts/OwnerClaimsPage')),
  screen('/spaces/:id/shifts/new', 'space', 'owner', '募集をつくる', 'New shift', () => import('./features/shifts/ShiftEditorPage')),
  screen('/spaces/:id/shifts/:shiftId', 'space', 'owner', '募集', 'Shift', () => import('./features/shifts/ShiftEditorPage')),
  screen('/spaces/:id/events', 'space', 'owner', 'イベント', 'Events', () => import('./features/events/space/SpaceEventsPage')),
  screen('/spaces/:id/events/:eventId', 'space', 'owner', 'イベント', 'Event', () => import('./features/events/space/SpaceEventPage')),
  screen('/spaces/:id/manual/edit', 'space', 'owner', '受付マニュアル', 'Reception manual', () => import('./features/spaces/ManualEditorPage')),
  screen('/spaces/:id/settings', 'space', 'owner', 'スペース設定', 'Space settings', () => import('./features/spaces/SpaceSettingsPage')),

  // The cooperative
  screen('/admin/members', 'steward', 'admin', 'メンバー', 'Members', () => import('./features/mixers/MembersPage')),
  screen('/admin/members/:id', 'steward', 'admin', 'メンバー', 'Member', () => import('./features/mixers/MemberPage')),
  screen('/admin/spaces', 'steward', 'admin', 'スペース', 'Spaces', () => import('./features/spaces/AdminSpacesPage')),
  screen('/admin/spaces/:id', 'steward', 'admin', 'スペース', 'Space', () => import('./features/spaces/AdminSpacePage')),
  screen('/admin/events', 'admin', 'admin', 'イベント', 'Events', () => import('./features/events/admin/AdminEventsPage')),
  screen('/admin/rules', 'steward', 'admin', 'ルール', 'Rules', () => import('./features/tiers/RuleSetPage')),
  screen('/admin/audit', 'steward', 'admin', '記録', 'Records', () => import('./features/audit/AuditPage')),
  screen('/admin/dues', 'admin', 'admin', '組合費', 'Dues', () => import('./features/dues/admin/BehindPage')),
  screen('/admin/dues/month', 'admin', 'admin', '組合費・月ごと', 'Dues by month', () => import('./features/dues/admin/MonthPage')),
  screen('/admin/dues/prices', 'admin', 'admin', '組合費の価格', 'Prices of the dues', () => import('./features/dues/admin/PricesPage')),
  screen('/admin/payments', 'treasurer', 'admin', '決済の照合', 'Reconciliation', () => import('./features/payments/PaymentTasksPage')),
  screen('/admin/ledger', 'books', 'admin', '帳簿', 'Books', () => import('./features/ledger/TrialBalancePage')),
  screen('/admin/ledger/accounts', 'books', 'admin', '勘定科目', 'Accounts', () => import('./features/ledger/AccountsPage')),
  screen('/admin/ledger/accounts/:id', 'books', 'admin', '口座の明細', 'Statement', () => import('./features/ledger/AccountPage')),
  screen('/admin/ledger/journal', 'books', 'admin', '仕訳帳', 'Journal', () => import('./features/ledger/JournalPage')),
  screen('/admin/ledger/causes/:kind/:id', 'books', 'admin', '仕訳のもと', 'Cause of an entry', () => import('./features/ledger/CausePage')),
  screen('/admin/receipts', 'books', 'admin', '領収書', 'Receipts', () => import('./features/documents/ReceiptSearchPage')),
  screen('/admin/legal', 'admin', 'admin', '組合の情報と規約', 'The cooperative and its texts', () => import('./features/legal/AdminLegalPage')),
  screen('/admin/legal/:kind', 'steward', 'admin', '規約の版', 'Version of a text', () => import('./features/legal/EditLegalTextPage')),

  screen('*', 'everyone', 'own', 'ページが見つかりません', 'Page not found', () => import('./layout/NotFoundPage')),
];
