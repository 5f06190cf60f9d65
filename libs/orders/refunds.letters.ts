import { row, type Sql } from '#libs/database';
import { officers } from '#libs/identity';
import { notify, type Recipient } from '#libs/notices';
import { saleParams } from './letters.js';
import type { SaleRow } from './orders.queries.js';

/** The host and the treasurers hear that refunds did not arrive; each is led to where they can send them again. */
export async function tellOrganisers(tx: Sql, sale: SaleRow, failed: { count: number; amountYen: number }, at: Date): Promise<void> {
  const params = { ...saleParams(sale), ...failed };
  const host = sale.hostAccountId
    ? await row<Recipient>(tx, 'select id as "accountId", email, locale from accounts where id = $1 and disabled_at is null', [sale.hostAccountId])
    : null;
  const treasurers = (await officers(tx, 'treasurer')).filter(({ accountId }) => accountId !== host?.accountId);
  const told = [...(host ? [{ to: host, href: `/me/events/${sale.subjectId}` }] : []), ...treasurers.map((to) => ({ to, href: '/admin/events' }))];
  await notify(tx, told.map(({ to, href }) => ({ to, template: 'refundsNeedYou', params, href, at })));
}
