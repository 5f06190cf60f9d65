import { accessRows } from './access.js';

export const IDENTITY = accessRows('identity', {
  installation: 'anyone',
  signIn: 'anyone',
  signOut: 'signedIn',
  register: 'anyone',
  confirmEmail: 'anyone',
  resetPassword: 'anyone',
  account: 'signedIn',
});
