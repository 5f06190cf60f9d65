import { looksAt } from './screens.js';

looksAt([
  ['challenge', ['/home', '/me/capabilities', '/me/dues', '/me/receipts']],
  ['junior', ['/me/dues', '/me/dues/join', '/me/dues/step-down', '/me/receipts']],
  ['senior', ['/me/events', '/me/events/new', '/me/events/{held}', '/me/events/{held}?tab=guests', '/me/events/{held}?tab=people', '/me/events/{held}?tab=sharing', '/me/events/{over}?tab=money', '/me/events/{held}/edit', '/me/events/{held}/import']],
  ['owner.morioka', ['/spaces/{space}/today', '/spaces/{space}/calendar', '/spaces/{space}/claims', '/spaces/{space}/shifts/new', '/spaces/{space}/shifts/{openShift}', '/spaces/{space}/events', '/spaces/{space}/events/{proposal}', '/spaces/{space}/events/{over}', '/spaces/{space}/manual/edit', '/spaces/{space}/settings']],
  ['steward', ['/admin/members', '/admin/members/{mixer}', '/admin/spaces', '/admin/spaces/{space}', '/admin/events', '/admin/rules', '/admin/audit', '/admin/legal', '/admin/legal/terms', '/meetings/{meeting}', '/meetings/{pastMeeting}']],
  ['treasurer', ['/admin/dues', '/admin/dues?standing=all', '/admin/dues/month', '/admin/dues/prices', '/admin/payments', '/admin/receipts', '/admin/ledger', '/admin/ledger/accounts', '/admin/ledger/accounts/{account}', '/admin/ledger/journal', '/admin/ledger/causes/shift.confirmed/{confirmed}']],
]);
