import { useDesktop } from '../../lib/media';
import { useWords } from '../../lib/words';
import { Table } from '../../ui/Table';
import { Yen } from '../../ui/Yen';
import type { Transfer } from './ledger.api';
import styles from './ledger.module.css';
import { AccountLink, At, useActorName, What } from './Pieces';
import { words } from './words';

/** Lines of the journal: a table on a desktop, cards on a phone. */
export function TransferList({ transfers, caption }: { transfers: readonly Transfer[]; caption: string }) {
  const all = useWords(words);
  const w = all.journal;
  const desktop = useDesktop();
  const nameOf = useActorName();
  if (!desktop) {
    return (
      <ul className={styles.cards}>
        {transfers.map((transfer) => (
          <li key={transfer.id} className={styles.card}>
            <div className={styles.head}>
              <What transfer={transfer} />
              <Yen amount={transfer.amountYen} size="strong" />
            </div>
            <dl className={styles.pairs}>
              <dt>{all.debit}</dt>
              <dd>
                <AccountLink account={transfer.to} />
              </dd>
              <dt>{all.credit}</dt>
              <dd>
                <AccountLink account={transfer.from} />
              </dd>
            </dl>
            <p className={styles.foot}>
              <At instant={transfer.eventAt} /> <span>{nameOf(transfer.by)}</span>
            </p>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <Table caption={caption} lines>
      <thead>
        <tr>
          <th scope="col">{w.day}</th>
          <th scope="col">{w.what}</th>
          <th scope="col">{all.debit}</th>
          <th scope="col">{all.credit}</th>
          <th scope="col" data-figures>
            {w.amount}
          </th>
          <th scope="col">{w.by}</th>
        </tr>
      </thead>
      <tbody>
        {transfers.map((transfer) => (
          <tr key={transfer.id}>
            <td>
              <At instant={transfer.eventAt} />
            </td>
            <td>
              <What transfer={transfer} />
            </td>
            <td>
              <AccountLink account={transfer.to} />
            </td>
            <td>
              <AccountLink account={transfer.from} />
            </td>
            <td data-figures>
              <Yen amount={transfer.amountYen} />
            </td>
            <td className={styles.soft}>{nameOf(transfer.by)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
