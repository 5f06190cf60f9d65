import { accessRows } from '#libs/identity';

/** Which paper somebody may open is asked once it is known: its parties and the stewards. */
export const DOCUMENT = accessRows('document', { read: 'signedIn' });

/** Receipts of one's own payments, and all of them for those who keep the books. */
export const RECEIPTS = accessRows('receipt', { own: 'signedIn', search: ['treasurer', 'approver'] });
