export type { AccountRef, LedgerSide } from './accounts.js';
export { balanceAt, balanceOfAccount, balances, balancesOfEvent, countedTrialBalance, rebuildMonths, trialBalance, type Balance, type TrialBalanceRow } from './balances.js';
export { LedgerModule } from './ledger.module.js';
export { LedgerService } from './ledger.service.js';
export { post, postAll, takeBack, type Cause, type Posting, type Transfer } from './post.js';
export { LedgerSealer } from './seal.js';
export { isInChain, verifyLedger, type BrokenLine, type Verified } from './verify.js';
