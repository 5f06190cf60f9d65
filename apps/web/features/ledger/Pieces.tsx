import { Link } from 'react-router';
import { tokyoDay, tokyoTime } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { StatusTag } from '../../ui/Tags';
import { type AccountOfTransfer, accountPath, type Actor, type Transfer } from './ledger.api';
import styles from './ledger.module.css';
import { words } from './words';

/** An account by its name and whose it is; leads to its statement. */
export const AccountLink = ({ account }: { account: AccountOfTransfer }) => (
  <Link to={accountPath(account.id)} className={styles.link}>
    {account.name}
    {account.owner && <span className={styles.owner}> {account.owner.name}</span>}
  </Link>
);

/** Day and time in figures, which line up in a column. */
export const At = ({ instant }: { instant: string }) => (
  <time dateTime={instant} className={styles.at}>
    {tokyoDay(instant).replaceAll('-', '/')} <span className={styles.soft}>{tokyoTime(instant)}</span>
  </time>
);

/** What moved and why; leads to the cause. */
export function What({ transfer }: { transfer: Transfer }) {
  const w = useWords(words).journal;
  const { name, cause, corrects } = transfer;
  return (
    <span className={styles.what}>
      <Link to={cause.href} className={styles.link}>
        {cause.name}
      </Link>
      {name !== cause.name && <span className={styles.soft}>{name}</span>}
      {corrects && <StatusTag tone="warn">{w.corrects}</StatusTag>}
    </span>
  );
}

/** Who wrote it, in a word. */
export function useActorName(): (actor: Actor) => string {
  const w = useWords(words).actor;
  return ({ kind, name }) => (kind === 'account' ? (name ?? w.gone) : w[kind]);
}
