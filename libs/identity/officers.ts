import { rows, type Sql } from '#libs/database';
import type { Recipient } from '#libs/notices';
import type { Locale } from '#libs/words';

interface Addressee {
  accountId: string;
  email: string;
  locale: Locale;
}

/** Who works for the cooperative in this role, for notices. */
export function officers(sql: Sql, role: 'steward' | 'treasurer' | 'approver'): Promise<Recipient[]> {
  return rows<Addressee>(
    sql,
    `select a.id as "accountId", a.email, a.locale from account_roles r join accounts a on a.id = r.account_id
      where r.role = $1 and r.ended_at is null and a.disabled_at is null order by r.id`,
    [role],
  );
}
