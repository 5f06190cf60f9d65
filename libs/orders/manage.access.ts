import { accessRows } from '#libs/identity';

/** A guest comes in by the signed link of a registration, which the verb looks at; who is in charge of a sale is asked behind the door as well. */
export const REGISTRATION = accessRows('registration', { manage: 'anyone', sendLinks: 'anyone', own: 'signedIn', watchLine: 'signedIn', moveUp: 'signedIn' });

export const REFUND = accessRows('refund', { watch: 'signedIn', mend: 'signedIn' });
