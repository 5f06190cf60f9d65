import { LEDGER_ACCOUNT_WORDS, say, type LedgerAccountType, type Locale } from '#libs/words';
import type { AccountRow } from './ledger.queries.js';

/** What an account is called, without its owner. */
export const accountName = (type: LedgerAccountType, locale: Locale): string => say(LEDGER_ACCOUNT_WORDS[type], locale);

/** Whose it is: the name, or the end of the id of somebody without one; empty for the cooperative's own. */
export const ownerLabel = ({ ownerId, ownerName }: AccountRow): string => (ownerId ? (ownerName ?? ownerId.slice(-12)) : '');
