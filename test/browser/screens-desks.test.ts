import { looksAt } from './screens.js';

looksAt([
  ['challenge', ['/home', '/me/capabilities', '/me/dues', '/me/receipts']],
  ['junior', ['/me/dues', '/me/dues/join', '/me/dues/step-down', '/me/receipts']],
  ['owner.morioka', ['/spaces/{space}/today', '/spaces/{space}/calendar', '/spaces/{space}/claims', '/spaces/{space}/shifts/new', '/spaces/{space}/shifts/{openShift}', '/spaces/{space}/manual/edit', '/spaces/{space}/settings']],
  ['steward', ['/admin/members', '/admin/members/{mixer}', '/admin/spaces', '/admin/spaces/{space}', '/admin/rules', '/admin/audit', '/admin/legal', '/admin/legal/terms']],
  ['treasurer', ['/admin/dues', '/admin/dues?standing=all', '/admin/dues/month', '/admin/dues/prices', '/admin/payments', '/admin/receipts', '/admin/ledger', '/admin/ledger/accounts', '/admin/ledger/accounts/{account}', '/admin/ledger/journal', '/admin/ledger/causes/shift.confirmed/{confirmed}']],
]);
