import { accessRows } from '#libs/identity';

/** Which paper somebody may open is asked once it is known: its parties and the stewards. */
export const DOCUMENT = accessRows('document', { read: 'signedIn' });
