import { accessRows } from '#libs/identity';

/** After an evening: the guest's link is the key; without it nothing is there. */
export const AFTER_EVENT = accessRows('afterEvent', {
  survey: 'anyone',
  contacts: 'anyone',
});
