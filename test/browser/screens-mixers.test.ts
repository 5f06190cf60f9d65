import { looksAt } from './screens.js';

looksAt([
  [null, ['/', '/spaces', '/spaces/{slug}', '/events', '/events/{event}', '/events/{event}/register', '/registrations', '/registrations/{coming}', '/registrations/{came}', '/registrations/{waiting}', '/shifts', '/shifts/{openShift}', '/sign-in', '/sign-up', '/forgot', '/reset/no-such-letter', '/confirm/no-such-letter', '/join/space', '/contact', '/legal/terms', '/legal/privacy', '/legal/commerce', '/legal/gossip', '/nowhere']],
  ['junior', ['/home', '/shifts', '/shifts/{openShift}', '/me/shifts', '/me/shifts/{claim}', '/me/registrations', '/check-in/{todaysShift}', '/inbox', '/me', '/me/account', '/me/capabilities', '/me/profile', '/mixers/{mixer}', '/meetings', '/meetings/{pastMeeting}', '/documents/{document}', '/spaces/{space}/manual']],
]);
