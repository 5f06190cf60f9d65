import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { row, SETTINGS, type RunningSettings, type Sql } from '#libs/database';
import { inSpace, isLinkToken, type Actor } from '#libs/identity';
import { Refusal } from '#libs/kernel';
import { orderById, type OrderRow, type SaleRow } from './orders.queries.js';

/** The door of a registration: a guest has no account, but a link that carries a signature. */
@Injectable()
export class Opening {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: RunningSettings,
  ) {}

  /** A registration for whoever holds its link, or is signed in as its buyer. Refuses 404 `registration` to everybody else: what one may not see is not there. */
  async order(visitor: Actor | null, id: string, token: string | undefined): Promise<OrderRow> {
    const order = await orderById(this.db, id);
    const mine = order !== null && visitor !== null && order.accountId === visitor.accountId;
    if (!order || !(mine || isLinkToken(this.settings.secretKeys, 'order', id, token))) throw Refusal.missing('registration');
    return order;
  }
}

/** Who looks after the guests of a sale: its host and co-hosts, who runs the space, and the stewards. Refuses 404 `what` to everybody else. */
export async function requireOrganiser(sql: Sql, actor: Actor, sale: SaleRow | null, what: string): Promise<SaleRow> {
  if (sale && (sale.hostAccountId === actor.accountId || actor.roles.has('steward') || (sale.spaceId !== null && inSpace(actor, sale.spaceId)))) return sale;
  const coHost = sale && (await row(sql, `select from orders where subject_id = $1 and account_id = $2 and role = 'coHost' and status = 'confirmed'`, [sale.subjectId, actor.accountId]));
  if (!sale || !coHost) throw Refusal.missing(what);
  return sale;
}
